#!/usr/bin/python3
"""Measures a tracking server over loopback: python3 server.py [--postgres | --url URL] [--works a,b] [--out FILE].

Without --url it starts `cambium server` on a new store and stops it in the end. Speaks MLflow's REST protocol over plain sockets, one kept connection a
client, requests made ready before the clock starts, so that the same script measures any server of that protocol and hardly itself. Needs Python only,
and with --postgres the programs of PostgreSQL.
"""
import argparse
import glob
import json
import multiprocessing
import os
import random
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

API = "/api/2.0/mlflow/"
WARM_UP = 1600
HERE = os.path.dirname(os.path.abspath(__file__))
TOOL = os.path.join(HERE, "../src/Cambium.Cli/bin/Release/net10.0/cambium.dll")


class Connection:
    """One HTTP/1.1 connection that is kept."""

    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        self.host = parts.netloc
        self.socket = socket.create_connection((parts.hostname, parts.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""

    def request(self, method, path, body=None, kind="application/json"):
        """The bytes of a request."""
        head = f"{method} {path} HTTP/1.1\r\nHost: {self.host}\r\n"
        if body is not None:
            if not isinstance(body, bytes):
                body = json.dumps(body).encode()
            head += f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        return head.encode() + b"\r\n" + (body or b"")

    def send(self, request):
        """Sends a request and answers status and body."""
        self.socket.sendall(request)
        while b"\r\n\r\n" not in self.rest:
            self._more()
        head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        status = int(head[9:12])
        length = re.search(rb"\r\ncontent-length: *(\d+)", head, re.IGNORECASE)
        if length:
            body = self._take(int(length.group(1)))
        elif re.search(rb"\r\ntransfer-encoding: *chunked", head, re.IGNORECASE):
            body = self._chunks()
        else:
            body = b""
        return status, body

    def call(self, method, path, body=None):
        """Sends a request and answers the JSON, or fails."""
        status, answer = self.send(self.request(method, path, body))
        if status != 200:
            raise RuntimeError(f"{method} {path}: {status} {answer[:300]!r}")
        return json.loads(answer)

    def _more(self):
        piece = self.socket.recv(1 << 20)
        if not piece:
            raise RuntimeError("the server closed the connection")
        self.rest += piece

    def _take(self, length):
        pieces, have = [self.rest[:length]], min(length, len(self.rest))
        self.rest = self.rest[length:]
        while have < length:
            piece = self.socket.recv(min(1 << 20, length - have))
            if not piece:
                raise RuntimeError("the server closed the connection")
            pieces.append(piece)
            have += len(piece)
        return b"".join(pieces)

    def _chunks(self):
        body = b""
        while True:
            while b"\r\n" not in self.rest:
                self._more()
            size, _, self.rest = self.rest.partition(b"\r\n")
            size = int(size, 16)
            body += self._take(size)
            self._take(2)
            if size == 0:
                return body


def new_run(connection, experiment="0"):
    answer = connection.call("POST", API + "runs/create", {"experiment_id": experiment, "start_time": int(time.time() * 1000)})
    return answer["run"]["info"]["run_id"]


def metric_body(run, number):
    return {"run_id": run, "key": "loss", "value": 1 / (number + 1), "timestamp": 1700000000000 + number, "step": number}


def batch_body(run, number, keys):
    """1,000 points: so many metrics, the same number of steps each."""
    steps = 1000 // keys
    return {
        "run_id": run,
        "metrics": [
            {"key": f"metric_{key}", "value": random.random(), "timestamp": 1700000000000 + number * steps + step, "step": number * steps + step}
            for key in range(keys)
            for step in range(steps)
        ],
    }


def client(url, work, count, start, results):
    connection = Connection(url)
    run = new_run(connection)
    requests = []
    for number in range(count):
        if work == "log-metric":
            requests.append(connection.request("POST", API + "runs/log-metric", metric_body(run, number)))
        else:
            requests.append(connection.request("POST", API + "runs/log-batch", batch_body(run, number, int(work.split(":")[1]))))
    for request in requests[:WARM_UP // 8 if work == "log-metric" else 5]:
        connection.send(request)  # logged a second time below, which is the same point
    start.wait()
    began = time.perf_counter()
    times = []
    for request in requests:
        at = time.perf_counter()
        status, answer = connection.send(request)
        times.append(time.perf_counter() - at)
        if status != 200:
            raise RuntimeError(f"{status} {answer[:300]!r}")
    results.put((began, time.perf_counter(), times))


def clients(url, pid, work, number, count):
    """Calls a second, half and 99 % of the times in milliseconds, and the server's processor time a call in microseconds."""
    start, results = multiprocessing.Barrier(number + 1), multiprocessing.Queue()
    processes = [multiprocessing.Process(target=client, args=(url, work, count, start, results)) for _ in range(number)]
    for process in processes:
        process.start()
    start.wait()
    used = processor(pid)
    answers = [results.get() for _ in processes]
    used = processor(pid) - used
    for process in processes:
        process.join()
    seconds = max(end for _, end, _ in answers) - min(begin for begin, _, _ in answers)
    times = sorted(one for _, _, some in answers for one in some)
    return number * count / seconds, times[len(times) // 2] * 1e3, times[int(len(times) * 0.99)] * 1e3, used * 1e6 / (number * count)


def log_metric(url, pid):
    for number, count, goal in ((1, 6000, 3000), (8, 5000, 10000)):
        rate, middle, slow, used = clients(url, pid, "log-metric", number, count)
        yield (
            f"log-metric, {number} client{'s' if number > 1 else ''}",
            f"{rate:,.0f} calls/s, P50 {middle:.2f} ms, P99 {slow:.2f} ms{spent(pid, used)}",
            f"{goal:,} calls/s" + (", P99 < 5 ms" if number > 1 else ""),
        )


def log_batch(url, pid):
    for keys in (10, 1000):
        for number, count, goal in ((1, 300, 200000), (8, 100, 300000)):
            rate, middle, slow, used = clients(url, pid, f"log-batch:{keys}", number, count)
            yield (
                f"log-batch of 1,000 points of {keys:,} metrics, {number} client{'s' if number > 1 else ''}",
                f"{rate * 1000:,.0f} metrics/s, P50 {middle:.2f} ms, P99 {slow:.2f} ms{spent(pid, used)}",
                f"{goal:,} metrics/s",
            )


def runs_get(url, pid):
    connection = Connection(url)
    run = new_run(connection)
    connection.call("POST", API + "runs/log-batch", {
        "run_id": run,
        "metrics": [{"key": f"metric_{key}", "value": key / 7, "timestamp": 1700000000000, "step": 0} for key in range(50)],
        "params": [{"key": f"param_{key}", "value": f"value {key}"} for key in range(50)],
    })
    request = connection.request("GET", f"{API}runs/get?run_id={run}")
    for _ in range(WARM_UP):
        connection.send(request)
    count, used, began = 6000, processor(pid), time.perf_counter()
    for _ in range(count):
        connection.send(request)
    took, used = time.perf_counter() - began, processor(pid) - used
    yield "runs/get with 50 metrics and 50 parameters", f"{count / took:,.0f} calls/s{spent(pid, used * 1e6 / count)}", "3,000 calls/s"


def history(url):
    connection = Connection(url)
    run = new_run(connection)
    for first in range(0, 100000, 1000):
        connection.call("POST", API + "runs/log-batch", {"run_id": run, "metrics": [
            {"key": "loss", "value": random.random(), "timestamp": 1700000000000 + step, "step": step} for step in range(first, first + 1000)]})
    for _ in range(2):
        began, token, points = time.perf_counter(), "", 0
        while True:
            status, answer = connection.send(connection.request(
                "GET", f"{API}metrics/get-history?run_id={run}&metric_key=loss&max_results=25000" + (f"&page_token={urllib.parse.quote(token)}" if token else "")))
            took = time.perf_counter() - began
            page = json.loads(answer)
            began += time.perf_counter() - began - took  # reading JSON is the client's time
            points += len(page["metrics"])
            token = page.get("next_page_token")
            if not token:
                break
        assert points == 100000, points
    yield "history of 100,000 points in pages of 25,000", f"{took:.3f} s", "0.3 s"
    times = []
    for _ in range(5):
        began = time.perf_counter()
        status, answer = connection.send(connection.request(
            "GET", f"/ajax-api/2.0/mlflow/metrics/get-history-bulk-interval?run_ids={run}&metric_key=loss&max_results=320"))
        times.append(time.perf_counter() - began)
        assert status == 200 and 320 <= len(json.loads(answer)["metrics"]) <= 322
    yield "its 320-point sample", f"{statistics.median(times):.4f} s", "0.03 s"


def run_writer(url, experiment, count, start, results):
    connection = Connection(url)
    rng = random.Random(os.getpid())
    start.wait()
    began = time.perf_counter()
    for number in range(count):
        run = new_run(connection, experiment)
        connection.call("POST", API + "runs/log-batch", {
            "run_id": run,
            "metrics": [{"key": f"metric_{key}", "value": rng.random(), "timestamp": 1700000000000, "step": 0} for key in range(10)],
            "params": [{"key": f"param_{key}", "value": str(rng.randrange(100))} for key in range(10)],
        })
        connection.call("POST", API + "runs/update", {"run_id": run, "status": "FINISHED", "end_time": int(time.time() * 1000)})
    results.put((began, time.perf_counter()))


def many_runs(url, pid):
    connection = Connection(url)
    experiment = connection.call("POST", API + "experiments/create", {"name": f"many runs {time.time()}"})["experiment_id"]
    start, results = multiprocessing.Barrier(8), multiprocessing.Queue()
    processes = [multiprocessing.Process(target=run_writer, args=(url, experiment, 1250, start, results)) for _ in range(8)]
    used = processor(pid)
    for process in processes:
        process.start()
    answers = [results.get() for _ in processes]
    used = processor(pid) - used
    for process in processes:
        process.join()
    yield "10,000 runs by 8 clients", f"{max(end for _, end in answers) - min(begin for begin, _ in answers):.1f} s{spent(pid, used * 1e6 / 10000, 'a run')}", "10 s"
    if pid:
        yield "memory after 10,000 runs", f"{memory(pid):.0f} MiB", "300 MiB"
    searches = (
        ("filtered and ordered by metrics", {"filter": "metrics.metric_1 > 0.5", "order_by": ["metrics.metric_2 DESC"]}),
        ("filtered by metric and parameter, ordered by metric", {"filter": "metrics.metric_1 > 0.5 AND params.param_3 = '42'", "order_by": ["metrics.metric_2 DESC"]}),
        ("ordered by a metric", {"order_by": ["metrics.metric_2 DESC"]}),
        ("not filtered", {}),
    )
    for name, search in searches:
        request = connection.request("POST", API + "runs/search", {"experiment_ids": [experiment], "max_results": 100, **search})
        times, used = [], 0
        for number in range(9):
            if number == 1:
                used = processor(pid)
            began = time.perf_counter()
            status, answer = connection.send(request)
            times.append(time.perf_counter() - began)
        used = processor(pid) - used
        found = json.loads(answer)["runs"]
        assert status == 200 and 0 < len(found) <= 100, (status, len(found))
        yield f"runs/search over 10,000 runs, {name}: first {len(found)}", f"{statistics.median(times[1:]) * 1e3:.1f} ms{spent(pid, used * 1e6 / 8)}", "20 ms"
    if pid:
        yield "memory after searching", f"{memory(pid):.0f} MiB", "300 MiB"


def artifact_files(url, pid):
    connection = Connection(url)
    content = os.urandom(64 << 20)
    up, down, most = [], [], 0
    for number in range(3):
        request = connection.request("PUT", f"/api/2.0/mlflow-artifacts/artifacts/bench/{number}.bin", content, "application/octet-stream")
        began = time.perf_counter()
        status, answer = connection.send(request)
        up.append(time.perf_counter() - began)
        assert status == 200, answer
        if pid:
            most = max(most, memory(pid))
        began = time.perf_counter()
        status, answer = connection.send(connection.request("GET", f"/api/2.0/mlflow-artifacts/artifacts/bench/{number}.bin"))
        down.append(time.perf_counter() - began)
        assert status == 200 and answer == content
        if pid:
            most = max(most, memory(pid))
    yield "artifact of 64 MiB up", f"{statistics.median(up):.3f} s", "0.3 s"
    yield "artifact of 64 MiB down", f"{statistics.median(down):.3f} s", "0.3 s"
    if pid:
        yield "memory meanwhile", f"{most:.0f} MiB", "flat"


def scored_table():
    """Rows of twelve columns that an answer depends on in steps and pairs, as CSV."""
    rng = random.Random(7)
    names = [f"x{column}" for column in range(12)]
    rows = [[rng.random() for _ in names] for _ in range(20000)]
    lines = [",".join(names) + ",y"]
    lines += [",".join(f"{value:.6f}" for value in row) + f",{'yes' if row[0] * row[1] + row[2] * (row[3] > 0.4) + 0.3 * rng.random() > 0.6 else 'no'}" for row in rows]
    return names, rows, "\n".join(lines) + "\n"


def register_trees(store, artifacts, folder):
    """A model of 200 trees in a store, and the columns and rows that it was fitted on."""
    names, rows, text = scored_table()
    data = os.path.join(folder, "rows.csv")
    with open(data, "w", encoding="ascii") as file:
        file.write(text)
    subprocess.run(
        ["dotnet", TOOL, "train", data, "--target", "y", "--set", "trees=200", "--register", "bench", "--store", store, "--artifacts", artifacts], check=True, stdout=subprocess.DEVNULL)
    return names, rows


def scoring(url, pid, names, rows):
    """Plain and explained answers to the same rows, in turn, so that what else the machine does meets both."""
    connection, plain, explained, used = Connection(url), [], [], [0, 0]
    for number in range(400 + 3000):
        row = rows[number]
        inputs = [{"name": name, "shape": [1], "datatype": "FP64", "data": [value]} for name, value in zip(names, row)]
        for kind, (body, times) in enumerate((({"inputs": inputs}, plain), ({"inputs": inputs, "parameters": {"explain": True}}, explained))):
            request, before = connection.request("POST", "/v2/models/bench/infer", body), processor(pid)
            began = time.perf_counter()
            status, answer = connection.send(request)
            took = time.perf_counter() - began
            assert status == 200 and (b"shap_values" in answer) == (kind == 1), answer[:300]
            if number >= 400:
                times.append(took)
                used[kind] += processor(pid) - before
    tails = []
    for name, times, own in (("plain", plain, used[0]), ("explained", explained, used[1])):
        times.sort()
        tails.append(times[int(len(times) * 0.99)])
        yield (
            f"{name} answer of 200 trees to one row of 12 columns",
            f"P50 {times[len(times) // 2] * 1e3:.2f} ms, P99 {tails[-1] * 1e3:.2f} ms{spent(pid, own * 1e6 / len(times))}",
            "-" if len(tails) == 1 else f"P99 at most 3 times the plain one's, is {tails[1] / tails[0]:.2f}",
        )


def memory(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) / 1024


def processor(pid):
    """The processor time that a process has used, in seconds; nothing is known of a server that was not started here."""
    return 0 if pid is None else time.clock_gettime(~pid << 3 | 2)  # the number of Linux's clock of a process


def spent(pid, microseconds, what="a call"):
    return "" if pid is None else f", {microseconds:,.0f} µs of the server's processor time {what}"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def started(store, artifacts):
    began, port = time.perf_counter(), free_port()
    server = subprocess.Popen(["dotnet", TOOL, "server", "--store", store, "--artifacts", artifacts, "--port", str(port)], stdout=subprocess.DEVNULL)
    while True:
        try:
            connection = Connection(f"http://127.0.0.1:{port}")
            if connection.send(connection.request("GET", "/health"))[0] == 200:
                return server, f"http://127.0.0.1:{port}", time.perf_counter() - began
        except OSError:
            time.sleep(0.01)
        if server.poll() is not None:
            sys.exit("The server did not start: build it with dotnet build -c Release.")


class Postgres:
    """A PostgreSQL of the newest version that is installed, with its default settings, on a port of its own."""

    def __init__(self, folder):
        self.data = os.path.join(folder, "data")
        self.log = os.path.join(folder, "log")
        self.user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []  # it refuses to run as root
        if self.user:
            shutil.chown(folder, "postgres")
        port = free_port()
        self.run("initdb", "-D", self.data, "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust")
        self.run("pg_ctl", "start", "-D", self.data, "-w", "-l", self.log, "-o", f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=")
        self.store = f"postgres://postgres@127.0.0.1:{port}/postgres"

    def stop(self):
        self.run("pg_ctl", "stop", "-D", self.data, "-m", "fast", "-w")

    def run(self, program, *arguments):
        found = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{program}"))
        subprocess.run([*self.user, found[-1] if found else program, *arguments], check=True, stdout=subprocess.DEVNULL, cwd="/")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--url", help="a server that runs; else one is started")
    arguments.add_argument("--postgres", action="store_true", help="keep the store in a PostgreSQL that is started for it")
    arguments.add_argument("--works", default="start,log-metric,log-batch,runs-get,history,many-runs,artifacts", help="also: scoring, which fits and registers a model first")
    arguments.add_argument("--out", help="also write the table to this file")
    options = arguments.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is stopped
    rows, folder, server, postgres = [], None, None, None
    wanted = options.works.split(",")
    if "scoring" in wanted and options.url:
        sys.exit("scoring needs a server that is started here: leave --url out.")

    def tell(row):
        rows.append(row)
        print(f"{row[0]:<72} {row[1]:<48} goal {row[2]}", flush=True)

    try:
        url, pid = options.url, None
        if url is None:
            folder = tempfile.mkdtemp()
            store, artifacts = os.path.join(folder, "store"), os.path.join(folder, "artifacts")
            if options.postgres:
                os.chmod(folder, 0o711)
                os.mkdir(os.path.join(folder, "postgres"))
                postgres = Postgres(os.path.join(folder, "postgres"))
                store = postgres.store
            bench = register_trees(store, artifacts, folder) if "scoring" in wanted else None
            server, url, took = started(store, artifacts)
            pid = server.pid
            if "start" in wanted:
                tell(("start to first answer, new store", f"{took:.2f} s", "1 s"))
                tell(("memory after start", f"{memory(pid):.0f} MiB", "150 MiB"))
        works = {
            "log-metric": lambda: log_metric(url, pid),
            "log-batch": lambda: log_batch(url, pid),
            "runs-get": lambda: runs_get(url, pid),
            "history": lambda: history(url),
            "many-runs": lambda: many_runs(url, pid),
            "artifacts": lambda: artifact_files(url, pid),
            "scoring": lambda: scoring(url, pid, *bench),
        }
        for name, work in works.items():
            if name in wanted:
                for row in work():
                    tell(row)
        if server is not None and "start" in wanted:
            server.send_signal(signal.SIGTERM)
            server.wait()
            server, url, took = started(store, artifacts)
            tell(("start to first answer, the store that is now there", f"{took:.2f} s", "1 s"))
    finally:
        if server is not None:
            server.send_signal(signal.SIGTERM)
            server.wait()
        if postgres is not None:
            postgres.stop()
        if folder is not None:
            shutil.rmtree(folder)
    if options.out:
        with open(options.out, "w", encoding="utf-8") as out:
            out.write("| work | measured | goal |\n| --- | --- | --- |\n")
            out.writelines(f"| {name} | {value} | {goal} |\n" for name, value, goal in rows)


if __name__ == "__main__":
    main()
