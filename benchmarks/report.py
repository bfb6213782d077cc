"""The figures as a table, as JSON, as a drawing, and beside those of the last time."""

import json
import os
import platform
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.plot import Bar, draw

RESULTS = Path(__file__).parent / "results"
TARGETS_MET, TARGETS_MISSED = "yes", "no"


@dataclass(frozen=True)
class Line:
    """One figure: how much, in which unit, and what it should be (at least, or at most where less is better)."""

    name: str
    value: float
    unit: str
    target: float | None = None
    less_is_better: bool = False

    @property
    def is_met(self) -> bool | None:
        if self.target is None:
            return None
        return self.value <= self.target if self.less_is_better else self.value >= self.target


@dataclass
class Report:
    """All figures of one run."""

    questions: int
    how: str
    lines: list[Line] = field(default_factory=list)

    def add(self, name: str, value: float, unit: str, **more: float | bool) -> None:
        line = Line(name, value, unit, **more)  # type: ignore[arg-type]
        self.lines.append(line)
        print(_row(line, None), flush=True)

    def write(self, name: str) -> None:
        """Print everything beside the last result of this name, and put JSON and drawing into the results."""
        path = RESULTS / f"{name}.json"
        before = committed(path)
        print("\n" + "\n".join(_row(line, before.get(line.name)) for line in self.lines))
        RESULTS.mkdir(exist_ok=True)
        about = {
            "questions": self.questions,
            "how": self.how,
            # More than two: others used the machine too, and only ratios and processor times say something.
            "load": round(os.getloadavg()[0], 1),
            "processor": processor(),
            "python": platform.python_version(),
        }
        figures = {line.name: {"value": round(line.value, 3), "unit": line.unit} for line in self.lines}
        path.write_text(json.dumps({"about": about, "figures": figures}, indent=2) + "\n")
        bars = [
            Bar(line.name, line.value, line.target)
            for line in self.lines
            if line.unit == "requests/s" and "yardstick" not in line.name
        ]
        path.with_suffix(".svg").write_text(draw(f"Requests a second, {self.questions:,} questions", bars))
        print(f"\nWritten: {path.with_suffix('')}.json and .svg")


def committed(path: Path) -> dict[str, float]:
    """Return the figures of the last committed result, none where there is none."""
    place = f"HEAD:./{path.name}"
    done = subprocess.run(["git", "show", place], cwd=RESULTS, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return {}
    return {name: one["value"] for name, one in json.loads(done.stdout)["figures"].items()}


def processor() -> str:
    """Return the name of the processor, as far as the system tells."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def _row(line: Line, before: float | None) -> str:
    target = "" if line.target is None else f"{'<=' if line.less_is_better else '>='} {line.target:g}"
    met = "" if line.is_met is None else TARGETS_MET if line.is_met else TARGETS_MISSED
    ratio = f"x {line.value / before:.2f} of the last" if before else ""
    return f"{line.name:52} {line.value:10,.1f} {line.unit:12} {target:10} {met:4} {ratio}"
