"""What happens to the process around a call: each in a process of its own, with a limit."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import minread

METHODS = ["fork", "forkserver", "spawn"] if hasattr(os, "fork") else ["spawn"]

MAKE_ROWS = """
import os, signal, sys, threading, time
import minread
rows = [f"Warga {i} datang berjalan kaki dan berhenti di jembatan. " * (i % 40) for i in range(20_000)]
"""


def run(code: str, *options: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, *options, "-c", MAKE_ROWS + textwrap.dedent(code)],
        capture_output=True,
        timeout=90,
        check=False,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_forked_child_finishes_the_same_call() -> None:
    out = run("""
        expected = minread.count_words(rows)
        table = dict(minread.analyze(rows, columns=["word_count"]))
        for _ in range(5):
            child = os.fork()
            if child == 0:
                grandchild = os.fork()
                same = minread.count_words(rows) == expected
                same &= dict(minread.analyze(rows, columns=["word_count"])) == table
                if grandchild != 0:
                    same &= os.waitstatus_to_exitcode(os.waitpid(grandchild, 0)[1]) == 0
                os._exit(0 if same else 1)
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        print("same")
    """)
    assert out == "same\n"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_fork_while_another_thread_is_inside_a_call() -> None:
    out = run("""
        expected = minread.count_words(rows)
        busy = threading.Thread(target=lambda: [minread.count_sentences(rows) for _ in range(3)])
        busy.start()
        for _ in range(5):
            child = os.fork()
            if child == 0:
                os._exit(0 if minread.count_words(rows) == expected else 1)
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        busy.join()
        print("same")
    """)
    assert out == "same\n"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_hundred_forked_children_finish_with_the_same_answer() -> None:
    out = run("""
        import pyarrow
        column = pyarrow.array(rows)
        expected = minread.count_words(column)
        right = 0
        for _ in range(100):
            child = os.fork()
            if child == 0:
                signal.alarm(10)
                os._exit(0 if minread.count_words(column).equals(expected) else 1)
            right += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        print(right)
    """)
    assert out == "100\n"


WORKERS = {
    "multiprocessing": """
        with multiprocessing.get_context(method).Pool(2) as pool:
            answers = pool.map(minread.count_words, parts)
    """,
    "executor": """
        context = multiprocessing.get_context(method)
        with concurrent.futures.ProcessPoolExecutor(2, mp_context=context) as pool:
            answers = list(pool.map(minread.count_words, parts))
    """,
    "joblib": """
        jobs = (joblib.delayed(minread.count_words)(part) for part in parts)
        answers = joblib.Parallel(n_jobs=2, backend=method)(jobs)
    """,
}


@pytest.mark.parametrize(
    ("workers", "method"),
    [
        *((workers, method) for workers in ("multiprocessing", "executor") for method in METHODS),
        ("joblib", "loky"),
        ("joblib", "multiprocessing"),
    ],
)
def test_workers_of_every_kind_after_a_warm_call(workers: str, method: str, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    main = f"""
    import concurrent.futures, multiprocessing, warnings
    import joblib
    {MAKE_ROWS.strip().replace(chr(10), chr(10) + "    ")}
    if __name__ == "__main__":
        method = {method!r}
        warnings.simplefilter("ignore", DeprecationWarning)  # fork in a process with threads
        expected = minread.count_words(rows)
        parts = [rows[at : at + 5000] for at in range(0, 20_000, 5000)] * 5
        {textwrap.dedent(WORKERS[workers]).strip().replace(chr(10), chr(10) + "        ")}
        print([count for answer in answers for count in answer] == expected * 5)
    """
    script.write_text(textwrap.dedent(main), encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, timeout=90, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout == b"True\n"


def test_what_goes_to_a_worker_and_comes_back_pickles() -> None:
    article = minread.parse("Satu dua. Tiga.")
    table = minread.analyze(["Satu dua.", None])
    error = minread.InternalError("row 1: a bug")
    for value in (article, article.reading_time, table, error, minread.count_words):
        again = pickle.loads(pickle.dumps(value))
        assert repr(again) == repr(value)
        assert isinstance(value, Exception) or again == value


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_does_not_grow_with_calls() -> None:
    out = run("""
        import pandas, pyarrow, polars
        few = rows[:20]
        columns = [few, pandas.Series(few), polars.Series(few), pyarrow.array(few)]
        columns.append(pandas.Series(few, dtype=object))
        def calls(count):
            for at in range(count):
                column = columns[at % len(columns)]
                minread.count_words(column)
                minread.split_sentences(column)
                minread.analyze(column, columns=["text", "flags"])
                try:
                    minread.clean([1])
                except TypeError:
                    pass
        def pages():
            return int(open("/proc/self/statm").read().split()[1]) * 4096
        calls(300)
        before = pages()
        calls(1200)
        print(pages() - before <= 4 << 20)
    """)
    assert out == "True\n"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_arrow_is_borrowed_and_not_copied() -> None:
    out = run("""
        import pyarrow, resource
        column = pyarrow.chunked_array([["Satu dua tiga. " * 70_000] * 32] * 3)
        view = column.cast(pyarrow.string_view())
        def peak():
            return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        minread.count_words(rows)
        before = peak()
        for each in (column, view, column[1:]):
            assert minread.count_words(each)[1].as_py() == 210_000
        print(column.nbytes >> 20, peak() - before < 20)
    """)
    assert out == "96 True\n"


def test_ctrl_c_in_a_column_and_inside_one_document() -> None:
    out = run("""
        import pandas, pyarrow
        column = rows * 20
        document = "Satu kalimat pendek. " * 6_000_000
        series = pandas.Series(column, dtype=object)
        for work in (column, document, [document], pyarrow.array(column), series):
            threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
            begun = time.monotonic()
            try:
                function = minread.clean if hasattr(work, "dtype") or hasattr(work, "type") else minread.parse
                function(work, progress=False)
                print("finished")
            except KeyboardInterrupt:
                print("interrupted", time.monotonic() - begun < 10)
            assert minread.count_words("satu dua") == 2
    """)
    assert out == "interrupted True\n" * 5


def test_the_interpreter_lock_is_released() -> None:
    out = run("""
        ticks = 0
        stop = False
        def tick():
            global ticks
            while not stop:
                ticks += 1
                time.sleep(0.001)
        counter = threading.Thread(target=tick)
        counter.start()
        begun, before = time.monotonic(), ticks
        minread.analyze(rows, columns=["sentence_count"])
        spent, ticked = time.monotonic() - begun, ticks - before
        stop = True
        counter.join()
        print(ticked > spent * 1000 * 0.05 or spent < 0.05)
    """)
    assert out == "True\n"


def test_many_threads_at_once() -> None:
    out = run("""
        expected = minread.count_words(rows[:2000])
        wrong = []
        def work():
            for _ in range(20):
                if minread.count_words(rows[:2000]) != expected:
                    wrong.append(1)
        threads = [threading.Thread(target=work) for _ in range(8)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        print(len(wrong))
    """)
    assert out == "0\n"


def test_the_pool_is_not_built_at_import() -> None:
    out = run("""
        print(len(os.listdir("/proc/self/task")) if sys.platform == "linux" else 1)
    """)
    assert out == "1\n"


@pytest.mark.parametrize("setting", ["0", "x", "-1", "100000"])
def test_a_wrong_thread_setting_raises(setting: str) -> None:
    out = run(
        """
        try:
            minread.count_words(rows)
        except ValueError as error:
            print(str(error)[:47])
        """,
        MINREAD_NUM_THREADS=setting,
    )
    assert out == "MINREAD_NUM_THREADS must be a whole number betw\n" or out.startswith(
        "MINREAD_NUM_THREADS must be between 1 and"
    )


@pytest.mark.parametrize("option", ["-O", "-I", "-Xdev"])
def test_interpreter_options(option: str) -> None:
    assert run("print(minread.count_words(rows)[7])", option) == str(7 * 9) + "\n"


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
def test_threads_refused_means_serial() -> None:
    # A thread needs address space for its stack: none is left for one.
    out = run("""
        import resource
        used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
        expected = [len(row.split()) for row in rows[:4000]]
        resource.setrlimit(resource.RLIMIT_AS, (used + 1_500_000, used + 1_500_000))
        print(minread.count_words(rows[:4000]) == expected)
    """)
    assert out == "True\n"
