# Every chore of the workspace. CI runs the same ones through .ci/run.

# What there is
default:
    @just --list

# The brief of the example reports
brief:
    cargo run --release -- brief examples/reports

# All tests
test:
    cargo test

# The desk on the example reports
desk:
    cargo run --release -- read --quiet --store target/desk.db examples/reports
    cargo run --release -- desk --store target/desk.db

# The desk in a real browser
browser:
    cargo test -p readout-desk -- --ignored browser

# What CI asks for before tests
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings

# Licences, sources and duplicate crates
deny:
    cargo deny check bans licenses sources

# Scores of every layer; GOLD is a folder with the public corpora
score GOLD="../shared/gold":
    cargo run --profile quick -p xtask -- score --gold {{GOLD}}

# The same, refusing scores below their floors
floors GOLD="../shared/gold":
    cargo run --profile quick -p xtask -- score --check --gold {{GOLD}}

# Words per second, for a quiet machine
bench GOLD="../shared/gold":
    cargo run --release -p xtask -- bench --gold {{GOLD}}

# The command reference, from the definition of the command line
reference:
    cargo run --release -- man > docs/reference/readout.1

# All of CI, as on a clean checkout
ci:
    .ci/run
