"""How a work tells whether Cambium and its peers did the same. A check takes the lines by peer and gives lines of Markdown and a list of problems."""

import statistics

CAMBIUM = "Cambium"
AUC_MARGIN = 0.0005
# Each of two million additions may round; the exact sums differ by less.
SUM_MARGIN = 1e-9


def verdict(reached):
    return "reached" if reached else "**missed**"


def aucs(by_peer):
    """AUC on the held-out rows, seed by seed."""
    peers = list(by_peer)
    seeds = sorted({line["metric"]["seed"] for line in by_peer[CAMBIUM]})
    auc = {peer: {line["metric"]["seed"]: line["metric"]["auc"] for line in lines} for peer, lines in by_peer.items()}
    text = ["| AUC on held-out rows | " + " | ".join(f"seed {seed}" for seed in seeds) + " | mean | Cambium's mean − its | goal |"]
    text.append("| --- |" + " ---: |" * (len(seeds) + 2) + " --- |")
    means = {peer: statistics.fmean(auc[peer][seed] for seed in seeds) for peer in peers}
    problems = []
    for peer in peers:
        row = f"| {peer} | " + " | ".join(f"{auc[peer][seed]:.5f}" for seed in seeds) + f" | {means[peer]:.5f} |"
        difference = means[CAMBIUM] - means[peer]
        if peer != CAMBIUM and difference < -AUC_MARGIN:
            problems.append(f"AUC: Cambium has {means[CAMBIUM]:.5f}, {peer} {means[peer]:.5f}")
        goal = f" {difference:+.5f} | no lower by more than {AUC_MARGIN}: {verdict(difference >= -AUC_MARGIN)} |"
        text.append(row + (" | |" if peer == CAMBIUM else goal))
    return text, problems


def facts(by_peer):
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


def facts_and_processors(by_peer):
    """The facts, and the time that all threads worked together: what can still be compared where other work takes turns on the machine."""
    text, problems = facts(by_peer)
    spent = {peer: statistics.median(line["cpu_seconds"] for line in lines) for peer, lines in by_peer.items()}
    told = "; ".join(f"{peer} {seconds:.3f}" + ("" if peer == CAMBIUM else f" (Cambium's over its: {spent[CAMBIUM] / seconds:.2f})") for peer, seconds in spent.items())
    return [*text, "", f"Seconds of processors, all threads together: {told}."], problems


def no_worse(by_peer, name, margin, lower_is_better=True):
    """One figure of the metric, averaged over the rounds, is no worse than each peer's by more than a relative margin."""
    text = [f"| | mean {name} | Cambium's is no worse by more than {margin:.0e} of it |", "| --- | ---: | --- |"]
    problems = []
    means = {peer: statistics.fmean(line["metric"][name] for line in lines) for peer, lines in by_peer.items()}
    for peer, mean in means.items():
        if peer == CAMBIUM:
            text.append(f"| {peer} | {mean:.10g} | |")
            continue
        worse = (means[CAMBIUM] - mean) * (1 if lower_is_better else -1)
        reached = worse <= margin * abs(mean)
        text.append(f"| {peer} | {mean:.10g} | {verdict(reached)} |")
        if not reached:
            problems.append(f"{name}: Cambium has {means[CAMBIUM]:.10g}, {peer} {mean:.10g}")
    return text, problems
