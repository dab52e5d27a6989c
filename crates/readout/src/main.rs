//! The program: commands, exports, all printing.

#[allow(dead_code, reason = "the commands that call the exports come next")]
mod export;

fn main() {}
