# SPDX-License-Identifier: Apache-2.0
"""tqdm's bar; where there is no tqdm, none."""

try:
    from tqdm import tqdm as progress
except ImportError:
    class progress:
        def __init__(self, items=(), **_):
            self.items = items

        def __iter__(self):
            return iter(self.items)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def update(self, _=1):
            pass
