#!/bin/sh
# Rebuild the trained extractor: rebuild.sh CORPORA ENCODER OUT [PART]
#
# What an earlier run finished in OUT is not done again. PART, 1 unless given, divides the steps of
# training: 100 tries the whole recipe in minutes, and gives no model of use. THREADS is 2 unless
# set.
set -eu
corpora=$1 encoder=$2 out=$3 part=${4:-1}
cd "$(dirname "$0")/../.."
export PYTHONPATH="$PWD/src:$PWD${PYTHONPATH:+:$PYTHONPATH}"

train() { # NAME START SHARES FROZEN STEPS SEED
    [ -e "$out/$1/run.json" ] || python -m training.model.train \
        "$corpora" "$out/prepared" "$encoder" "$out/$1" ${2:+--start "$out/$2"} --shares "$3" \
        --frozen "$4" --steps "$(($5 / part))" --seed "$6" --threads "${THREADS:-2}"
}

[ -e "$out/prepared/muc4-train.npz" ] || python -m training.model.prepare "$corpora" "$out/prepared"
train roles '' roles=1 2 724 1
train joint roles roles=1,events=1,attribution=0.15,codebook=1 3 3100 2
train late joint roles=1,events=2,attribution=0.12,codebook=4 3 1150 4
train network late events=2,codebook=8,attribution=0.1 6 1500 5
python -m training.model.evaluate "$corpora" "$out/prepared" "$encoder" "$out/scores" "$out/network"
python -m training.model.fill_models "$corpora" "$out/scores"
python -m training.model.export "$out/network" "$encoder" "$out/export" --scores "$out/scores"
python -m training.model.argument_models "$corpora" "$out/export"
