"""The page of matched.sh from its runs. Standard library only."""
import csv
import json
import math
import sys

rows, given, options, opponents, *traces = sys.argv[1:]
tuned = {name: json.load(open(f"{rows}/{name}.tune")) for name in traces}
matched = {name: list(csv.DictReader(open(f"{rows}/{name}.match"))) for name in traces}


def geometric(ratios):
    return 100 * (math.exp(sum(map(math.log, ratios)) / len(ratios)) - 1)


def change(ratio):
    return f"{100 * (ratio - 1):+.1f}"


print(f"""# Settings of a job's own past

Written by `FORETIDE_TRACES=FOLDER docs/benchmarks/matched.sh{' ' + given if given else ''}`. Settings were chosen on the part before the last 30 %
of each trace (from 47 to 70 %), with forecasts of a ridge that was fitted on what lies before it, and scored once on the last 30 %.

## At the job's own objective

`foretide tune --trace TRACE {options}`: lag under a minute in 99.9 % of the minutes, at most six rescales a day.

| trace | shipped: slot-hours | violated % | rescales a day | tuned: slot-hours | violated % | rescales a day | slots % | adopted |
|---|---:|---:|---:|---:|---:|---:|---:|---|""")
for name, one in tuned.items():
    a, b = one["scored"]["shipped"], one["scored"]["tuned"]
    print(
        f"| {name} | {a['slotHours']:.0f} | {100 * a['violationShare']:.3f} | {a['rescalesPerDay']:.2f} "
        f"| {b['slotHours']:.0f} | {100 * b['violationShare']:.3f} | {b['rescalesPerDay']:.2f} "
        f"| {change(b['slotHours'] / a['slotHours'])} | {'yes' if one['adopt'] else 'no'} |"
    )
ratios = [one["scored"]["tuned"]["slotHours"] / one["scored"]["shipped"]["slotHours"] for one in tuned.values()]
adopted = [
    one["scored"]["tuned"]["slotHours"] / one["scored"]["shipped"]["slotHours"] if one["adopt"] else 1.0
    for one in tuned.values()
]
print(f"""
Geometric mean: {geometric(ratios):+.1f} %; where what does not pay is not adopted: {geometric(adopted):+.1f} %.

## At each opponent's own reliability and restarts

`foretide simulate --trace TRACE {options} --match {opponents}`

| trace | opponent | slot-hours: theirs | ours | slots % | violated %: theirs | ours | rescales a day: theirs | ours |
|---|---|---:|---:|---:|---:|---:|---:|---:|""")
for name in traces:
    for row in matched[name]:
        print(
            f"| {name} | {row['opponent']} | {float(row['theirSlotHours']):.0f} | {float(row['ourSlotHours']):.0f} "
            f"| {100 * float(row['slotHoursVsTheirs']):+.1f} | {100 * float(row['theirViolationShare']):.3f} "
            f"| {100 * float(row['ourViolationShare']):.3f} | {float(row['theirRescalesPerDay']):.2f} "
            f"| {float(row['ourRescalesPerDay']):.2f} |"
        )
print("""
| opponent | slots %, geometric mean | fewer slots | no more violations | no more rescales |
|---|---:|---:|---:|---:|""")
for opponent in opponents.split(","):
    own = [row for name in traces for row in matched[name] if row["opponent"] == opponent]
    count = len(own)
    fewer = sum(float(row["slotHoursVsTheirs"]) < 0 for row in own)
    kept = sum(float(row["ourViolationShare"]) <= float(row["theirViolationShare"]) + 1e-9 for row in own)
    calm = sum(float(row["ourRescalesPerDay"]) <= float(row["theirRescalesPerDay"]) + 1e-9 for row in own)
    mean = geometric([1 + float(row["slotHoursVsTheirs"]) for row in own])
    print(f"| {opponent} | {mean:+.1f} | {fewer} of {count} | {kept} of {count} | {calm} of {count} |")
