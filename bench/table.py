"""Turns the lines that the measurements printed into a Markdown table of medians, ratios and peak memory.

Usage: table.py LOG --busy P [--write FOLDER]. Exits with status 1 when the two sides did not compute the same thing.
"""

import argparse
import datetime
import json
import os
import pathlib
import platform
import re
import statistics
import subprocess

CAMBIUM = "Cambium"
TITLES = {
    "boosted-trees": "Boosted trees: 100 trees of 31 leaves, 255 bins",
    "read-csv": "Reading a mixed CSV file into a typed table",
    "logistic-regression": "Logistic regression to a largest gradient entry of 1e-4",
}
# The most that Cambium's median time may be of the peer's; peers without a goal are shown for comparison.
GOALS = {
    ("boosted-trees", "xgboost hist"): 0.5,
    ("boosted-trees", "scikit-learn HistGradientBoosting"): 0.35,
    ("read-csv", "pandas.read_csv"): 0.2,
    ("logistic-regression", "scikit-learn lbfgs"): 1.0,
}
AUC_MARGIN = 0.0005
COEFFICIENT_MARGIN = 1e-6
GRADIENT_GOAL = 1e-4
# Per cent of the processors that a quiet system takes for itself at most; a tenth of one core is 5 % of two.
QUIET = 5
# Each of two million additions may round; the exact sums differ by less.
SUM_MARGIN = 1e-9


def median(lines, key):
    return statistics.median(line[key] for line in lines)


def spread(lines, key, digits):
    values = [line[key] for line in lines]
    return f"{statistics.median(values):,.{digits}f} ({min(values):,.{digits}f}–{max(values):,.{digits}f})"


def verdict(reached):
    return "reached" if reached else "**missed**"


def timings(work, by_peer):
    yield (
        "| | version | seconds: median (least–most) | peak MiB: median (least–most) "
        "| Cambium's time over its | goal | Cambium's memory over its | goal: at most 1 |")
    yield "| --- | --- | ---: | ---: | ---: | --- | ---: | --- |"
    ours = by_peer[CAMBIUM]
    for peer, lines in by_peer.items():
        row = f"| {peer} | {lines[0]['version']} | {spread(lines, 'seconds', 3)} | {spread(lines, 'peak_rss_mib', 0)} |"
        if peer == CAMBIUM:
            yield row + " | | | |"
            continue
        time = median(ours, "seconds") / median(lines, "seconds")
        memory = median(ours, "peak_rss_mib") / median(lines, "peak_rss_mib")
        goal = GOALS.get((work, peer))
        timed = "none set" if goal is None else f"at most {goal}: {verdict(time <= goal)}"
        yield row + f" {time:.3f} | {timed} | {memory:.2f} | {verdict(memory <= 1) if goal is not None else 'none set'} |"


def aucs(by_peer):
    """AUC on the held-out rows, seed by seed."""
    peers = list(by_peer)
    seeds = sorted({line["metric"]["seed"] for line in by_peer[CAMBIUM]})
    auc = {peer: {line["metric"]["seed"]: line["metric"]["auc"] for line in lines} for peer, lines in by_peer.items()}
    text = ["| AUC on held-out rows | " + " | ".join(f"seed {seed}" for seed in seeds) + " | mean | Cambium's mean − its | goal |"]
    text.append("| --- |" + " ---: |" * (len(seeds) + 2) + " --- |")
    means = {peer: statistics.fmean(auc[peer][seed] for seed in seeds) for peer in peers}
    for peer in peers:
        row = f"| {peer} | " + " | ".join(f"{auc[peer][seed]:.5f}" for seed in seeds) + f" | {means[peer]:.5f} |"
        difference = means[CAMBIUM] - means[peer]
        goal = f" {difference:+.5f} | no lower by more than {AUC_MARGIN}: {verdict(difference >= -AUC_MARGIN)} |"
        text.append(row + (" | |" if peer == CAMBIUM else goal))
    return text, []


def tables(by_peer):
    """The facts that both sides stated about what they had read."""
    ours, problems = by_peer[CAMBIUM][0]["metric"], []
    for peer, lines in by_peer.items():
        for name, theirs in lines[0]["metric"].items():
            if name not in ours:
                problems.append(f"{name}: {peer} states it, Cambium does not")
            elif abs(ours[name] - theirs) > SUM_MARGIN * max(abs(theirs), 1):
                problems.append(f"{name}: {peer} found {theirs}, Cambium {ours[name]}")
    agreed = f"Both sides found the same {len(ours)} facts: rows, sums, missing values, distinct values, characters."
    return [] if problems else [agreed], problems


def coefficients(by_peer):
    ours, text, problems = by_peer[CAMBIUM][0]["metric"], [], []
    text.append("| | largest gradient entry | iterations | largest relative difference of a coefficient from Cambium's |")
    text.append("| --- | ---: | ---: | --- |")
    for peer, lines in by_peer.items():
        theirs = lines[0]["metric"]
        row = f"| {peer} | {theirs['gradient_max']:.1e} | {theirs['iterations']} |"
        if theirs["gradient_max"] > GRADIENT_GOAL:
            problems.append(f"{peer} stopped at a gradient entry of {theirs['gradient_max']:.2e}, above {GRADIENT_GOAL}")
        if peer == CAMBIUM:
            text.append(row + " |")
            continue
        apart = max(abs(a - b) / abs(b) for a, b in zip(ours["coefficients"], theirs["coefficients"], strict=True))
        text.append(row + f" {apart:.1e}, goal {COEFFICIENT_MARGIN:.0e}: {verdict(apart <= COEFFICIENT_MARGIN)} |")
    return text, problems


CHECKS = {"boosted-trees": aucs, "read-csv": tables, "logistic-regression": coefficients}


def command(*words):
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()


def processor():
    found = re.search(r"^model name\s*:\s*(.+)$", pathlib.Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return found.group(1).strip() if found else platform.machine()


def machine():
    flags = pathlib.Path("/proc/cpuinfo").read_text()
    memory = int(re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text()).group(1)) / 1024 / 1024
    system = re.search(r'PRETTY_NAME="(.+)"', pathlib.Path("/etc/os-release").read_text()).group(1)
    widest = "AVX-512" if "avx512f" in flags else "AVX2" if "avx2" in flags else "no AVX2"
    source = command("git", "rev-parse", "--short", "HEAD") + (" with changes" if command("git", "status", "--porcelain", "-uno") else "")
    yield f"{processor()}, {os.cpu_count()} processors ({widest}), {memory:.0f} GiB, {system};"
    yield f".NET {command('dotnet', '--version')} (SDK), Python {platform.python_version()}; Cambium at {source};"
    yield "2 threads everywhere" + (", OPENBLAS_CORETYPE=SkylakeX" if widest == "AVX-512" else "") + "."


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("log", type=pathlib.Path)
    parser.add_argument("--write", type=pathlib.Path, metavar="FOLDER", help="also write FOLDER/DATE-CPU.md")
    parser.add_argument("--busy", type=float, required=True, help="per cent of the processors that others took before the first measurement")
    arguments = parser.parse_args()

    lines = [json.loads(line) for line in arguments.log.read_text().splitlines()]
    today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    text = [f"# Cambium and its peers, {today}", ""]
    text += [*machine(), "How to read this: [bench/README.md](../README.md).", ""]
    problems = []
    if arguments.busy > QUIET:
        text += [
            f"**The machine was busy with other work ({arguments.busy:.0f} % of its processors before the first measurement): "
            "the times and ratios say little.**", ""]
    for work in dict.fromkeys(line["work"] for line in lines):
        by_peer = {CAMBIUM: []}
        for line in lines:
            if line["work"] == work:
                by_peer.setdefault(line["peer"], []).append(line)
        checked, found = CHECKS[work](by_peer)
        problems += [f"{work}: {problem}" for problem in found]
        rounds = len(by_peer[CAMBIUM])
        text += [f"## {TITLES[work]}", "", f"{rounds} round{'s' if rounds > 1 else ''}.", "", *timings(work, by_peer), "", *checked, ""]
    if problems:
        text += ["## The two sides did not compute the same", "", *(f"- {problem}" for problem in problems), ""]

    page = "\n".join(text).rstrip() + "\n"
    print(page)
    if arguments.write:
        arguments.write.mkdir(exist_ok=True)
        name = today + "-" + re.sub(r"[^a-z0-9]+", "-", processor().lower()).strip("-")
        path, number = arguments.write / f"{name}.md", 1
        while path.exists():
            number += 1
            path = arguments.write / f"{name}-{number}.md"
        path.write_text(page)
        print(f"written to bench/{path}")
    raise SystemExit(1 if problems else 0)


if __name__ == "__main__":
    main()
