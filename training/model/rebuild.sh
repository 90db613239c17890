#!/bin/sh
# Rebuild the trained extractor: rebuild.sh CORPORA ENCODER OUT
set -eu
corpora=$1 encoder=$2 out=$3
cd "$(dirname "$0")/../.."
export PYTHONPATH="$PWD/src:$PWD${PYTHONPATH:+:$PYTHONPATH}"

train() { # NAME START SHARES FROZEN STEPS SEED
    python -m training.model.train "$corpora" "$out/prepared" "$encoder" "$out/$1" \
        ${2:+--start "$out/$2"} --shares "$3" --frozen "$4" --steps "$5" --seed "$6" --threads 2
}

python -m training.model.prepare "$corpora" "$out/prepared"
train roles '' roles=1 2 724 1
train joint roles roles=1,events=1,attribution=0.15,codebook=1 3 3100 2
train late joint roles=1,events=2,attribution=0.12,codebook=4 3 1150 4
train network late events=2,codebook=8,attribution=0.1 6 1500 5
python -m training.model.evaluate "$corpora" "$out/prepared" "$encoder" "$out/scores" "$out/network"
python -m training.model.export "$out/network" "$encoder" "$out/export" --scores "$out/scores"
