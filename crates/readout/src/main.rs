//! The program: commands, exports, all printing.

fn main() {}
