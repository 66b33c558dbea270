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
    # A hundred thousand calls of every kind, as long as the test may take.
    out = run("""
        import pandas, pyarrow, polars
        few = rows[:20]
        columns = [pandas.Series(few), polars.Series(few), pyarrow.array(few)]
        columns.append(pandas.Series(few, dtype=object))
        page = "<title>Jembatan</title><p>" + rows[3] + "</p>"
        cleaner = minread.Cleaner().fit([page] * 5)
        def short(count):
            for at in range(count):
                minread.count_words("satu dua tiga")
                minread.split_sentences(["Satu dua. Tiga.", None])
                minread.parse(page)
                minread.parse(page.encode())
                minread.clean([page, None], cleaner=cleaner)
                minread.reading_time("satu \\ud800 dua")
                try:
                    minread.clean([1])
                except TypeError:
                    pass
                try:
                    minread.clean([b"\\xff"], errors="raise")
                except ValueError:
                    pass
                try:
                    minread.count_words(few, progress=lambda done, total: 1 / 0)
                except ZeroDivisionError:
                    pass
        def columns_of_every_kind(count):
            for at in range(count):
                column = columns[at % len(columns)]
                minread.count_words(column)
                minread.split_sentences(column)
                minread.analyze(column, columns=["text", "flags"])
        def resident():
            return int(open("/proc/self/statm").read().split()[1]) * 4096
        for calls, times in ((short, 11_000), (columns_of_every_kind, 500)):
            calls(times // 10)
            before = resident()
            calls(times)
            print(resident() - before <= 4 << 20, (resident() - before) >> 10)
    """)
    assert [line.split()[0] for line in out.splitlines()] == ["True", "True"], out


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
        def interrupt():
            global pressed
            pressed = time.monotonic()
            os.kill(os.getpid(), signal.SIGINT)
        for work in (column, document, [document], pyarrow.array(column), series):
            threading.Timer(0.3, interrupt).start()
            try:
                function = minread.clean if hasattr(work, "dtype") or hasattr(work, "type") else minread.parse
                function(work, progress=False)
                print("finished")
            except KeyboardInterrupt:
                # `make bench` has the figures; here other tests run beside it.
                print("interrupted", time.monotonic() - pressed < 3)
            assert minread.count_words("satu dua") == 2
    """)
    assert out == "interrupted True\n" * 5


@pytest.mark.skipif(sys.platform == "win32", reason="needs a timer that sends signals")
def test_ctrl_c_while_the_answer_is_made() -> None:
    # All documents are read by then: what is left are millions of Python objects.
    out = run("""
        def pressed(*_):
            raise KeyboardInterrupt
        signal.signal(signal.SIGALRM, pressed)
        def progress(done, total):
            global begun
            if done == total:
                begun = time.monotonic()
                signal.setitimer(signal.ITIMER_REAL, after)
        short = ["Satu dua. Tiga."] * 200_000
        for function, rows in (
            (minread.parse, ["Satu dua.\\n" * 200_000]),
            (minread.sentence_spans, short),
            (minread.split_sentences, short),
        ):
            after = 0
            function(rows, progress=progress)
            whole = time.monotonic() - begun
            after = 0.01
            try:
                function(rows, progress=progress)
                print("finished")
            except KeyboardInterrupt:
                print("interrupted", time.monotonic() - begun < whole)
    """)
    assert out == "interrupted True\n" * 3


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


def test_eight_threads_of_fifty_thousand_calls() -> None:
    out = run("""
        right = [0] * 8
        def work(thread):
            for at in range(50_000):
                right[thread] += minread.count_words("satu dua tiga") == 3
                if at % 1000 == 0:
                    right[thread] += minread.count_sentences(["Satu dua. Tiga.", None]) == [2, None]
        threads = [threading.Thread(target=work, args=(thread,)) for thread in range(8)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        print(set(right))
    """)
    assert out == "{50050}\n"


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


# Every function on one document and on a column, and nothing else on the streams.
EVERYTHING = """
page = "<title>Jembatan</title><p>" + rows[7] + "</p>"
for name in ("count_words", "count_sentences", "sentence_spans", "split_sentences", "detect_language",
             "reading_time", "parse", "clean"):
    function = getattr(minread, name)
    assert_same(function(rows[:300])[7], function(rows[7]))
assert_same(minread.parse(page.encode()), minread.parse(page))
assert_same(minread.clean(page, format="html"), rows[7].strip())
assert_same(minread.analyze([page, None], format="html")["word_count"], [63, None])
cleaner = minread.Cleaner().fit([page] * 5)
assert_same(minread.clean([page], cleaner=cleaner), cleaner.transform([page]))
assert_same(minread.infer_preset(words=[1000] * 10, minutes=[4] * 10).rows, 10)
assert_same(minread.summarize(minread.analyze(rows[:20])).articles, 20)
try:
    minread.count_words([1])
except TypeError as error:
    assert_same(str(error)[:6], "row 0:")
print("same")
"""
# `assert` is nothing under -O.
ASSERT_SAME = """
def assert_same(one, other):
    if one != other:
        raise SystemExit(f"{one!r} is not {other!r}")
"""


@pytest.mark.parametrize("option", ["-O", "-OO", "-I", "-Xdev", "-Werror", "-bb"])
def test_interpreter_options(option: str) -> None:
    assert run(ASSERT_SAME + EVERYTHING, option) == "same\n"


def test_the_debugging_allocator() -> None:
    assert run(ASSERT_SAME + EVERYTHING, "-Xdev", PYTHONMALLOC="debug") == "same\n"


def test_one_processor() -> None:
    if not hasattr(os, "sched_setaffinity"):
        pytest.skip("no affinity on this system")
    out = run("""
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        expected = [len(row.split()) for row in rows]
        print(minread.count_words(rows) == expected, minread.count_words(rows, threads=4) == expected)
    """)
    assert out == "True True\n"


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
def test_threads_refused_means_serial() -> None:
    # A thread needs address space for its stack: none is left for one.
    out = run("""
        import resource
        used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
        expected = [len(row.split()) for row in rows[:4000]]
        resource.setrlimit(resource.RLIMIT_AS, (used + 1_500_000, used + 1_500_000))
        print(minread.count_words(rows[:4000], threads=4) == expected, len(os.listdir("/proc/self/task")))
    """)
    assert out == "True 1\n"


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
    assert ended - float(done.stdout) < 3


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
        try:
            threading.Thread(target=print).start()
        except RuntimeError:
            print("refused")
        print(minread.count_words(rows, threads=4) == expected, len(os.listdir("/proc/self/task")))
        print(minread.count_words(rows) == expected)
    """)
    assert out == "refused\nTrue 1\nTrue\n"


@pytest.mark.parametrize("closed", ["os.close(1)", "os.close(2)", "os.close(1), os.close(2)", "none()"])
def test_closed_streams(closed: str) -> None:
    code = f"""
        import warnings
        warnings.simplefilter("ignore")  # of tqdm, about Jupyter
        import minread.progress
        minread.progress.SECONDS_BEFORE_BAR = 0.0
        def none():
            sys.stdout = sys.stderr = None
        answer = minread.count_words(rows)[7]
        {closed}
        minread.parse("Satu dua. Tiga.")
        # A bar that nobody can see, asked for and drawn because the work lasts.
        right = minread.count_words(rows * 20, progress=True)[7] == answer
        right &= minread.analyze(rows, columns=["word_count"])["word_count"][7] == answer
        right &= minread.count_words(rows)[7] == answer
        os._exit(0 if right else 1)
    """
    done = subprocess.run(
        [sys.executable, "-c", MAKE_ROWS + textwrap.dedent(code)],
        capture_output=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


def test_a_subinterpreter_is_refused_and_not_only_the_first_time() -> None:
    out = run("""
        sys.path.insert(0, os.path.dirname(os.path.dirname(minread.__file__)))
        try:
            import _interpreters as interpreters
        except ImportError:  # before Python 3.13
            import _xxsubinterpreters as interpreters
        def imported(other):
            code = "import sys; sys.path[:] = " + repr(sys.path) + "; import minread"
            if hasattr(interpreters, "exec"):
                return interpreters.exec(other, code)
            try:
                return interpreters.run_string(other, code)
            except interpreters.RunFailedError as error:
                return error
        for _ in range(2):
            other = interpreters.create()
            refused = imported(other)
            print("ImportError" in str(getattr(refused, "formatted", refused)))
            interpreters.destroy(other)
        print(minread.count_words("satu dua"))
    """)
    assert out == "True\nTrue\n2\n"


def test_bytes_that_another_thread_changes_are_copied_first() -> None:
    out = run("""
        import numpy
        data = bytearray(b"satu dua " * 200_000)
        stop = False
        def change():
            while not stop:
                data[0:9] = b"tiga lima"
                data[0:9] = b"satu dua "
        changer = threading.Thread(target=change)
        changer.start()
        for view in (data, memoryview(data), memoryview(data)[::1], numpy.frombuffer(data, numpy.uint8).data):
            counts = {minread.parse(view, unit="whitespace").word_count for _ in range(3)}
            counts |= set(minread.analyze([view, view], unit="whitespace")["word_count"])
            print(counts)
        stop = True
        changer.join()
    """)
    assert out == "{400000}\n" * 4


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_peak_memory_is_bound_by_the_largest_document_and_not_by_the_rows() -> None:
    out = run("""
        import struct
        import pyarrow
        def peak():
            lines = open("/proc/self/status").read().splitlines()
            return next(int(line.split()[1]) << 10 for line in lines if line.startswith("VmHWM"))
        def grown(page, rows):
            # Every row is the same text in memory: what grows is minread's.
            text = page.encode()
            views = pyarrow.py_buffer(struct.pack("<i4sii", len(text), text[:4], 0, 0) * rows)
            column = pyarrow.Array.from_buffers(
                pyarrow.string_view(), rows, [None, views, pyarrow.py_buffer(text)]
            )
            open("/proc/self/clear_refs", "w").write("5")
            before = peak()
            minread.analyze(column, columns=["word_count", "sentence_count", "reading_minutes"], threads=2)
            return peak() - before
        line = "Warga datang pagi hari dan berjalan kaki di jembatan itu. "
        for begin, unit, end in (("Judul Berita Itu\\n", line, ""), ("", line * 5 + "\\n\\n", ""),
                                 ("<h1>Judul</h1>", "<p class=x>" + line * 5 + "</p>", "")):
            page = begin + unit * ((1 << 20) // len(unit)) + end
            grown(page, 4)
            limit = 4 * len(page) * 2 + (64 << 20)
            few, many = grown(page, 4), grown(page, 150)
            # All of it at once would be twice the limit.
            print(few <= limit, many <= limit, 150 * len(page) > 2 * limit, few >> 20, many >> 20)
    """)
    assert [line.split()[:3] for line in out.splitlines()] == [["True"] * 3] * 3, out


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_peak_memory_of_floods_and_of_long_documents() -> None:
    # Each in a process of its own: what an earlier one gave back would hide what the next one takes.
    out = run("""
        sys.path.insert(0, "tests/python")
        from test_torture import GENERATORS
        def peak():
            lines = open("/proc/self/status").read().splitlines()
            return next(int(line.split()[1]) << 10 for line in lines if line.startswith("VmHWM"))
        def grown(pages, format, threads):
            read, write = os.pipe()
            if os.fork() == 0:
                minread.analyze([page[:2000] for page in pages], format=format, threads=threads)
                open("/proc/self/clear_refs", "w").write("5")
                before = peak()
                minread.analyze(pages, format=format, threads=threads)
                os.write(write, str(peak() - before).encode())
                os._exit(0)
            os.close(write)
            os.wait()
            return int(os.read(read, 20))
        def check(name, pages, format, threads):
            limit = 4 * max(map(len, pages)) * threads + (64 << 20)
            found = grown(pages, format, threads)
            print(found <= limit, name, format, threads, found >> 20, limit >> 20)
        floods = ("line_a line_separators random_like_bytes html_items html_headings html_rows html_cells "
            "html_table_text html_formatting html_bold_paragraphs lines_above_prose "
            "html_items_above_prose").split()
        for generator in GENERATORS:
            if generator.name in floods:
                unit = (len(generator.make(400)) - len(generator.make(200))) / 200
                page = generator.make(int((1 << 20) / unit))
                for format in ("text", "html"):
                    check(generator.name, [page], format, 1)
                    check(generator.name, [page] * 4, format, 2)
        line = "Warga datang pagi hari dan berjalan kaki di jembatan itu. "
        for unit in (line, line * 5 + "\\n\\n", "<p class=x>" + line * 5 + "</p>"):
            page = ("Judul Berita Itu\\n" + unit * ((24 << 20) // len(unit))).encode()
            check("prose", [page, page], "html" if unit.startswith("<p") else "text", 2)
    """)
    lines = [line.split() for line in out.splitlines()]
    assert len(lines) == 4 * 12 + 3, out
    assert all(line[0] == "True" for line in lines), out


def test_the_same_answer_in_every_process_and_locale() -> None:
    # What is drawn once a process (where lines stand in a table), hash seeds and locales change nothing.
    code = """
        import hashlib
        sys.path.insert(0, "tests/python")
        from test_torture import GENERATORS
        pages = [generator.make(20) for generator in GENERATORS] + [row.encode() for row in rows[:40]]
        answers = hashlib.sha256()
        for format in ("text", "html"):
            answers.update(repr(dict(minread.analyze(pages, format=format))).encode("utf-8", "surrogatepass"))
            answers.update(repr([vars(block) if hasattr(block, "__dict__") else block
                for article in minread.parse(pages, format=format) for block in article.blocks]).encode())
        learnt = minread.Cleaner().fit(pages[:50] * 3)
        answers.update(repr(learnt.transform(pages)).encode())
        print(answers.hexdigest())
    """
    settings = [
        {"PYTHONHASHSEED": "0", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "1", "LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Tokyo"},
        {"PYTHONHASHSEED": "2", "LANG": "de_DE.UTF-8", "MINREAD_NUM_THREADS": "1"},
        {"PYTHONHASHSEED": "3", "MINREAD_NUM_THREADS": "7"},
    ]
    answers = {run(code, **setting) for setting in settings}
    assert len(answers) == 1
    assert len(answers.pop()) == 65
