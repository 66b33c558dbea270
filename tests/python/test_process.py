"""What happens to the process around a call: each in a process of its own, with a limit."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

import minread

METHODS = ["fork", "forkserver", "spawn"] if hasattr(os, "fork") else ["spawn"]

# A backtrace needs memory, which a test below takes away.
QUIET = {"RUST_BACKTRACE": "0"}

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
        env={**os.environ, **QUIET, **environment},
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


def test_ctrl_c_twice_and_while_another_thread_is_inside_a_call() -> None:
    out = run("""
        column = rows * 20
        expected = minread.count_sentences(rows)
        answers = []
        other = threading.Thread(target=lambda: answers.append(minread.count_sentences(rows)))
        def interrupt():
            os.kill(os.getpid(), signal.SIGINT)
            os.kill(os.getpid(), signal.SIGINT)
        caught = 0
        other.start()
        threading.Timer(0.3, interrupt).start()
        try:
            while True:
                minread.clean(column, progress=False)
        except KeyboardInterrupt:
            caught += 1
        other.join()
        print(caught, answers == [expected], minread.count_sentences(rows) == expected)
    """)
    assert out == "1 True True\n"


def test_a_daemon_thread_inside_a_call_does_not_hold_up_the_exit() -> None:
    begun = time.monotonic()
    code = """
        def work():
            minread.count_sentences(rows * 200, progress=False)
        busy = threading.Thread(target=work, daemon=True)
        busy.start()
        time.sleep(0.5)
        print(time.time())
    """
    done = subprocess.run(
        [sys.executable, "-c", MAKE_ROWS + textwrap.dedent(code)],
        capture_output=True,
        timeout=90,
        check=False,
    )
    ended = time.time()
    assert (done.returncode, done.stderr) == (0, b""), time.monotonic() - begun
    assert ended - float(done.stdout) < 10


def test_calls_at_the_very_end() -> None:
    out = run("""
        import atexit
        class Last:
            def __del__(self):
                print("del", minread.count_words(["satu dua"]))
        last = Last()
        last.itself = last
        atexit.register(lambda: print("atexit", minread.count_words(rows)[3]))
        print("end", minread.count_words(rows)[2])
    """)
    assert out == "end 18\natexit 27\ndel [2]\n"


def test_sixteen_threads_import_at_once() -> None:
    code = """
        import threading
        gate, seen = threading.Barrier(16), []
        def work():
            gate.wait()
            import minread
            seen.append(minread.count_words(["satu dua tiga"] * 5000)[4999])
        threads = [threading.Thread(target=work) for _ in range(16)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        print(seen == [3] * 16)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, timeout=90, check=False
    )
    assert (done.returncode, done.stdout) == (0, b"True\n"), done.stderr.decode()


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
@pytest.mark.parametrize("spare", [4, 32, 128])
def test_memory_refused_is_an_error_or_the_end_and_never_a_wrong_row(spare: int) -> None:
    code = f"""
        import resource
        text = "Satu kalimat pendek tentang jembatan. " * 1_000_000
        used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + ({spare} << 20), used + ({spare} << 20)))
        try:
            print(len(minread.split_sentences([text], threads=1)[0]))
        except MemoryError:
            print("refused")
            sys.stdout.flush()
            os._exit(0)
    """
    done = subprocess.run(
        [sys.executable, "-c", MAKE_ROWS + textwrap.dedent(code)],
        capture_output=True,
        timeout=90,
        check=False,
        env={**os.environ, **QUIET},
    )
    # Rust ends the process where a small allocation is refused.
    ended = done.returncode == -signal.SIGABRT and b"memory allocation" in done.stderr
    assert ended or (done.returncode == 0 and done.stdout in (b"1000000\n", b"refused\n")), done


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
def test_no_more_threads_for_the_user_means_serial() -> None:
    out = run("""
        import resource
        expected = [len(row.split()) for row in rows]
        if os.getuid() == 0:
            os.setuid(54321)  # the limit does not bind the administrator
        resource.setrlimit(resource.RLIMIT_NPROC, (1, 1))
        print(minread.count_words(rows) == expected)
    """)
    assert out == "True\n"


@pytest.mark.parametrize("closed", ["1", "2", "1, 2"])
def test_closed_streams(closed: str) -> None:
    code = f"""
        answer = minread.count_words(rows)[7]
        for stream in ({closed},):
            os.close(stream)
        minread.parse("Satu dua. Tiga.")
        os._exit(0 if minread.count_words(rows)[7] == answer else 1)
    """
    done = subprocess.run(
        [sys.executable, "-c", MAKE_ROWS + textwrap.dedent(code)],
        capture_output=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


def test_warnings_as_errors_and_the_debugging_allocator() -> None:
    code = "print(minread.analyze(rows, columns=['word_count'])['word_count'][7])"
    assert run(code, "-Werror", PYTHONMALLOC="debug") == str(7 * 9) + "\n"


def test_a_subinterpreter_is_refused_and_not_only_the_first_time() -> None:
    out = (
        run("""
        import _xxsubinterpreters as interpreters
        import sys
        sys.path.insert(0, os.path.dirname(os.path.dirname(minread.__file__)))
        for _ in range(2):
            other = interpreters.create()
            try:
                interpreters.run_string(other, "import minread")
                print("imported")
            except interpreters.RunFailedError as error:
                print("ImportError" in str(error))
            interpreters.destroy(other)
        print(minread.count_words("satu dua"))
    """)
        if sys.version_info < (3, 13)
        else "True\nTrue\n2\n"
    )
    assert out == "True\nTrue\n2\n"


def test_bytes_that_another_thread_changes_are_copied_first() -> None:
    out = run("""
        data = bytearray(b"satu dua " * 200_000)
        stop = False
        def change():
            while not stop:
                data[0:9] = b"tiga lima"
                data[0:9] = b"satu dua "
        changer = threading.Thread(target=change)
        changer.start()
        counts = {minread.parse(data, unit="whitespace").word_count for _ in range(5)}
        stop = True
        changer.join()
        print(counts)
    """)
    assert out == "{400000}\n"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_peak_memory_is_bound_by_the_largest_document_and_not_by_the_rows() -> None:
    out = run("""
        import pyarrow
        page = "Judul Berita Itu\\n" + "Warga datang pagi hari dan berjalan kaki di jembatan itu. " * 20_000
        def peak():
            lines = open("/proc/self/status").read().splitlines()
            return next(int(line.split()[1]) << 10 for line in lines if line.startswith("VmHWM"))
        def grown(rows):
            open("/proc/self/clear_refs", "w").write("5")
            before = peak()
            minread.analyze(rows, columns=["word_count", "sentence_count", "reading_minutes"], threads=2)
            return peak() - before
        few, many = pyarrow.array([page] * 4), pyarrow.array([page] * 64)
        grown(few)
        limit = 4 * len(page) * 2 + (64 << 20)
        print(grown(few) <= limit, grown(many) <= limit, grown(many) >> 20)
    """)
    assert out.startswith("True True"), out
