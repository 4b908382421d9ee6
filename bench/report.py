"""Turns the lines that the measurements printed into Markdown: medians, ratios and peak memory."""

import datetime
import math
import os
import pathlib
import platform
import re
import statistics
import subprocess

from works.checks import CAMBIUM, verdict

# Per cent of the processors that a quiet system takes for itself at most; a tenth of one core is 5 % of two.
QUIET = 5


def median(lines, key):
    return statistics.median(line[key] for line in lines)


def spread(lines, key, digits):
    values = [line[key] for line in lines]
    return f"{statistics.median(values):,.{digits}f} ({min(values):,.{digits}f}–{max(values):,.{digits}f})"


def first(lines):
    """Empty where the work is one of many calls in a row, whose first says nothing."""
    return "" if lines[0]["first_seconds"] is None else f"{median(lines, 'first_seconds'):,.3f}"


def timings(goals, by_peer):
    yield (
        "| | version | seconds: median (least–most) | seconds of the first time in a process | peak MiB: median (least–most) "
        "| Cambium's time over its | goal | Cambium's memory over its | goal: at most 1 |")
    yield "| --- | --- | ---: | ---: | ---: | ---: | --- | ---: | --- |"
    ours = by_peer[CAMBIUM]
    for peer, lines in by_peer.items():
        row = f"| {peer} | {lines[0]['version']} | {spread(lines, 'seconds', 3)} | {first(lines)} | {spread(lines, 'peak_rss_mib', 0)} |"
        if peer == CAMBIUM:
            yield row + " | | | |"
            continue
        time = median(ours, "seconds") / median(lines, "seconds")
        memory = median(ours, "peak_rss_mib") / median(lines, "peak_rss_mib")
        goal = goals.get(peer)
        timed = "none set" if goal is None else f"at most {goal}: {verdict(time <= goal)}"
        yield row + f" {time:.3f} | {timed} | {memory:.2f} | {verdict(memory <= 1) if goal is not None else 'none set'} |"


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


def page(lines, works, busy):
    """The page and the list of what was not the same on both sides."""
    today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    text = [f"# Cambium and its peers, {today}", ""]
    text += [*machine(), "How to read this: [bench/README.md](../README.md).", ""]
    problems = []
    if busy > QUIET:
        text += [
            f"**The machine was busy with other work ({busy:.0f} % of its processors before the first measurement): "
            "the times and ratios say little.**", ""]
    for name, work in works.items():
        by_peer = {CAMBIUM: []}
        for line in lines:
            if line["work"] == name:
                by_peer.setdefault(line["peer"], []).append(line)
        checked, found = work.check(by_peer)
        problems += [f"{name}: {problem}" for problem in found]
        rounds = len(by_peer[CAMBIUM])
        text += [f"## {work.TITLE}", "", f"{rounds} round{'s' if rounds > 1 else ''}.", "", *timings(work.GOALS, by_peer), "", *checked, ""]
    if problems:
        text += ["## The two sides did not compute the same", "", *(f"- {problem}" for problem in problems), ""]
    return "\n".join(text).rstrip() + "\n", problems


def growth(name, work, points):
    """How a work's time grows with its rows: points are pairs of scale and seconds."""
    xs, ys = [math.log(scale) for scale, _ in points], [math.log(seconds) for _, seconds in points]
    mean_x, mean_y = statistics.fmean(xs), statistics.fmean(ys)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys)) / sum((x - mean_x) ** 2 for x in xs)
    times = ", ".join(f"{seconds:.3f} s at {scale:g}" for scale, seconds in points)
    return f"| {name} | {times} | {slope:.2f} | {work.GROWTH} |"


def write(folder, text):
    """Writes a page under today's date and this processor's name, beside earlier ones of the day."""
    folder.mkdir(exist_ok=True)
    today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    name = today + "-" + re.sub(r"[^a-z0-9]+", "-", processor().lower()).strip("-")
    path, number = folder / f"{name}.md", 1
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}.md"
    path.write_text(text)
    print(f"written to {path}")
