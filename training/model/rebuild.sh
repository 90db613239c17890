#!/bin/sh
# Rebuild the trained extractor: rebuild.sh CORPORA ENCODER OUT
set -eu
corpora=$1 encoder=$2 out=$3
cd "$(dirname "$0")/../.."
export PYTHONPATH="$PWD/src:$PWD${PYTHONPATH:+:$PYTHONPATH}"
python -m training.model.prepare "$corpora" "$out/prepared"
python -m training.model.train "$corpora" "$out/prepared" "$encoder" "$out/network" \
    --epochs 10 --minutes 540 --threads 2 --seed 1
python -m training.model.evaluate "$corpora" "$out/prepared" "$encoder" "$out/scores" "$out/network"
python -m training.model.export "$out/network" "$encoder" "$out/export"
