// SPDX-License-Identifier: Apache-2.0
/// @file
/// NUCLEO-H743ZI2 as it comes out of reset: 64 MHz from the internal oscillator, no PLL, voltage
/// scale 3. Windows come in and results go out over USART3, which the ST-LINK shows to the host
/// as a serial port: 115200 baud, 8 data bits, no parity, 1 stop bit. There is no flow control:
/// the host waits for the answer to a block or window before it sends the next (send.py). Board:
/// UM2407.

#include "../board.hpp"

#include "../cortex-m7/startup.hpp"
#include "receive_queue.hpp"
#include "registers.hpp"

namespace board {
namespace {

using namespace stm32;

// After reset all bus prescalers are 1 and USART3 takes its bus's clock: RM0433, RCC registers.
constexpr std::uint32_t clock_hz = 64'000'000;
constexpr std::uint32_t baud = 115'200;
constexpr std::uint32_t divider = (clock_hz + baud / 2) / baud;  // 556: 115108 baud, -0.08 %

constexpr unsigned tx =
    8;  // PD8, alternate function 7: STM32H743 datasheet, port D alternate functions
constexpr unsigned rx = 9;  // PD9
constexpr std::uint32_t usart3_function = 7;

/// Two bits a pin.
[[nodiscard]] constexpr auto pair(unsigned pin, std::uint32_t value) -> std::uint32_t {
  return value << (2 * pin);
}

/// Four bits a pin, in the register for pins 8 to 15.
[[nodiscard]] constexpr auto upper_nibble(unsigned pin, std::uint32_t value) -> std::uint32_t {
  return value << (4 * (pin - 8));
}

/// 0.35 s of bytes: what comes while the grid is cleared or a block of events is counted.
constinit receive_queue<4096> received{};

void start_usart() noexcept {
  rcc_().ahb4enr = rcc_().ahb4enr | ahb4enr_gpiod;
  rcc_().apb1lenr = rcc_().apb1lenr | apb1lenr_usart3;
  static_cast<void>(rcc_().apb1lenr);  // two clock cycles until the gate is open: RM0433, 8.5

  auto& port = gpiod();
  port.afr[1] = (port.afr[1] & ~(upper_nibble(tx, 0xf) | upper_nibble(rx, 0xf))) |
                upper_nibble(tx, usart3_function) | upper_nibble(rx, usart3_function);
  port.pupdr = (port.pupdr & ~(pair(tx, 3) | pair(rx, 3))) | pair(rx, 1);  // rx idles high
  port.moder = (port.moder & ~(pair(tx, 3) | pair(rx, 3))) | pair(tx, 2) | pair(rx, 2);

  usart3().brr = divider;
  usart3().cr1 = cr1_fifoen | cr1_rxneie | cr1_te | cr1_re | cr1_ue;
  nvic_enable(usart3_interrupt);
}

void start_instruction_cache() noexcept {
  asm volatile("dsb\n\tisb" ::: "memory");
  iciallu() = 0;
  asm volatile("dsb\n\tisb" ::: "memory");
  scb().ccr = scb().ccr | ccr_instruction_cache;
  asm volatile("dsb\n\tisb" ::: "memory");
}

void start_cycle_counter() noexcept {
  demcr() = demcr() | demcr_trace;
  dwt_lock_access() = dwt_unlock;
  dwt().cyccnt = 0;
  dwt().ctrl = dwt().ctrl | 1;
}

}  // namespace

// Until the supply is confirmed, the chip is in Run* mode, where RAM must not be written: RM0433,
// PWR, system supply startup.
void power_on() noexcept {
  pwr_().cr3 = cr3_scuen | cr3_ldoen;
  while ((pwr_().csr1 & csr1_actvosrdy) == 0) {
  }
}

// The data cache stays off: it needs set-by-set invalidation first, and DMA would have to know.
void start() noexcept {
  start_instruction_cache();
  start_cycle_counter();
  start_usart();
}

auto read(std::span<std::byte> bytes) noexcept -> bool {
  for (auto& byte : bytes) {
    while (!received.pop(byte)) {
      if (received.lost()) return false;
    }
  }
  return true;
}

auto write(std::span<std::byte const> bytes) noexcept -> bool {
  for (auto const byte : bytes) {
    while ((usart3().isr & isr_txnf) == 0) {
    }
    usart3().tdr = static_cast<std::uint32_t>(byte);
  }
  return true;
}

auto ticks() noexcept -> std::uint32_t {
  return dwt().cyccnt;
}

void report(char const*) noexcept {}

// Ready for the next window file, after the bytes under way and from a clean state.
void finish(int) noexcept {
  while ((usart3().isr & isr_tc) == 0) {
  }
  constexpr std::uint32_t key = 0x05fa << 16;  // DDI 0403, B3.2.6
  constexpr std::uint32_t system_reset = 1 << 2;
  asm volatile("dsb" ::: "memory");
  scb().aircr = key | system_reset;
  for (;;) {
  }
}

/// A debugger finds the core here.
void fault() noexcept {
  for (;;) asm volatile("wfi");
}

}  // namespace board

extern "C" void USART3_handler() {
  using namespace stm32;
  if ((usart3().isr & isr_ore) != 0) {
    board::received.lose();
    usart3().icr = isr_ore;
  }
  while ((usart3().isr & isr_rxne) != 0) {
    board::received.push(static_cast<std::byte>(usart3().rdr));
  }
}
