// SPDX-License-Identifier: Apache-2.0
// Nothing: the headers before it are what is compiled.
