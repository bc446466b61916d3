"""Random input for everything that takes any: what `make fuzz` runs.

Three programs run side by side, each with a part of the input: `data` gives the generator what
people edit and import, `tests/scripts/fuzz.mjs` gives texts and files to the scripts, and `pages`
gives addresses and texts to the site in Chromium. Each prints a line of JSON for every fault, and
one at its end: `{"inputs": {what: number}, "faults": number}`.
"""
