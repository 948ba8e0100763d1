// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The few registers of an STM32H743 that this board uses. Sections of RM0433 rev 8.

#include "../cortex-m7/registers.hpp"

#include <cstdint>

namespace stm32 {

using board::reg;

/// Power control, PWR registers: 6.8.
struct pwr {
  reg cr1;
  reg csr1;
  reg cr2;
  reg cr3;
};
static_assert(sizeof(pwr) == 0x10);
constexpr std::uint32_t csr1_actvosrdy = 1 << 13;  ///< the core's voltage is stable
constexpr std::uint32_t cr3_ldoen = 1 << 1;        ///< supplied by the internal regulator
constexpr std::uint32_t cr3_scuen = 1 << 2;        ///< supply configuration, reset value 1

/// Reset and clock control, RCC registers: 8.7. Only the clock gates.
struct rcc {
  reg other[0xe0 / 4];
  reg ahb4enr;
  reg apb3enr;
  reg apb1lenr;
};
static_assert(sizeof(rcc) == 0xec);
constexpr std::uint32_t ahb4enr_gpiod = 1 << 3;
constexpr std::uint32_t apb1lenr_usart3 = 1 << 18;

/// General-purpose I/O, GPIO registers: 11.4.
struct gpio {
  reg moder;  ///< 2 bits a pin: 0 input, 1 output, 2 alternate function, 3 analog
  reg otyper;
  reg ospeedr;
  reg pupdr;
  reg idr;
  reg odr;
  reg bsrr;
  reg lckr;
  reg afr[2];  ///< 4 bits a pin
};
static_assert(sizeof(gpio) == 0x28);

/// USART registers: 48.7.
struct usart {
  reg cr1;
  reg cr2;
  reg cr3;
  reg brr;  ///< kernel clock / baud rate, with 16-fold oversampling
  reg gtpr;
  reg rtor;
  reg rqr;
  std::uint32_t const volatile isr;
  reg icr;
  std::uint32_t const volatile rdr;
  reg tdr;
  reg presc;
};
static_assert(sizeof(usart) == 0x30);
constexpr std::uint32_t cr1_ue = 1 << 0;
constexpr std::uint32_t cr1_re = 1 << 2;
constexpr std::uint32_t cr1_te = 1 << 3;
constexpr std::uint32_t cr1_rxneie = 1 << 5;  ///< interrupt on a received byte and on an overrun
constexpr std::uint32_t cr1_fifoen = 1 << 29;
constexpr std::uint32_t isr_ore = 1 << 3;   ///< a received byte was lost; cleared through icr
constexpr std::uint32_t isr_rxne = 1 << 5;  ///< with the FIFO: it is not empty
constexpr std::uint32_t isr_tc = 1 << 6;    ///< all sent
constexpr std::uint32_t isr_txnf = 1 << 7;  ///< with the FIFO: it is not full

constexpr unsigned usart3_interrupt = 39;  ///< RM0433, interrupt and exception vectors

// Base addresses: RM0433, memory map and register boundary addresses.
[[nodiscard]] inline auto usart3() noexcept -> usart& {
  return *reinterpret_cast<usart*>(0x4000'4800);
}
[[nodiscard]] inline auto gpiod() noexcept -> gpio& {
  return *reinterpret_cast<gpio*>(0x5802'0c00);
}
[[nodiscard]] inline auto rcc_() noexcept -> rcc& {
  return *reinterpret_cast<rcc*>(0x5802'4400);
}
[[nodiscard]] inline auto pwr_() noexcept -> pwr& {
  return *reinterpret_cast<pwr*>(0x5802'4800);
}

}  // namespace stm32
