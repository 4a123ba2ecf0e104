"""Doing what is due in an organization: follow the log, claim, evaluate, give back, until nothing is left."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import perf_counter

from events.executor import Executor, unheard
from events.transaction import driver, transaction
from workers import due
from workers.doorbell import Ring
from workers.due import Claim
from workers.evaluation import Evaluation, evaluate_many
from workers.following import follow
from workers.telling import remind

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Evaluator:
    """``lease``: how long a claim lasts; longer than evaluating ``batch`` objectives takes. ``news`` is told of an
    organization whose alerts have changed, so that it is told on at once."""

    executor: Executor
    lease: timedelta = timedelta(seconds=20)
    batch: int = 100
    news: Ring = unheard

    def work(self, org: str) -> int:
        """Evaluate all that is due, some perhaps twice; returns how many evaluations that were.

        Any number may do so at once: each objective is evaluated by one of them at a time. What cannot be
        evaluated is put off and logged, and holds up nothing else.
        """
        done = 0
        while (held := self._claim(org)) is not None:
            done += self._evaluate(held, list(held.attempts))
        return done

    def _claim(self, org: str) -> Claim | None:
        """Some of what is due once the log was read to its end."""
        while True:
            with transaction(self.executor.engine, org) as connection:
                raw = driver(connection)
                due.unhurried(raw)
                now = due.now_of(raw, self._simulated())
                if follow(connection, org, now):
                    return due.claim(raw, org, now, self.lease, self.batch)

    def _evaluate(self, held: Claim, ids: Sequence[str]) -> int:
        try:
            evaluation = self._judge(held, ids)
            self._remind(held.org, evaluation)
        except Exception as error:  # noqa: BLE001 - whatever it is, the others go on; it is logged
            if len(ids) > 1:
                # One of them fails; alone, the others do not.
                return sum(self._evaluate(held, [each]) for each in ids)
            _log.exception("%s of %s cannot be evaluated", ids[0], held.org, exc_info=error)
            self._put_off(held, ids[0])
            return 0
        self._give_back(held, ids, evaluation)
        return len(ids)

    def _judge(self, held: Claim, ids: Sequence[str]) -> Evaluation:
        watch, began = self.executor.watch, perf_counter()
        with watch.doing("evaluate", organization_id=held.org, objectives=len(ids)) as about:
            evaluation = evaluate_many(self.executor, held.org, ids, self._simulated())
            about["commands"] = sum(len(each.commands) for each in evaluation.judged)
            about["outcome"] = "evaluated"
            if about["commands"]:
                self.news(held.org)
        took = perf_counter() - began
        for each in ids:
            watch.waited("evaluate", (evaluation.now - held.since[each]).total_seconds() + took)
        return evaluation

    def _give_back(self, held: Claim, ids: Sequence[str], evaluation: Evaluation) -> None:
        nexts = dict.fromkeys(ids) | {each.subject_id: each.next_at for each in evaluation.judged}
        with transaction(self.executor.engine, held.org) as connection:
            raw = driver(connection)
            due.unhurried(raw)
            # After a clock that had run ahead, the evaluation's now is still to come.
            now = min(evaluation.now, due.now_of(raw, self._simulated()))
            due.give_back(raw, held, nexts, evaluation.position, now)

    def _remind(self, org: str, evaluation: Evaluation) -> None:
        reminders = [each.reminder for each in evaluation.judged if each.reminder is not None]
        if reminders:
            remind(self.executor.engine, org, reminders, evaluation.position)

    def _put_off(self, held: Claim, objective_id: str) -> None:
        with transaction(self.executor.engine, held.org) as connection:
            raw = driver(connection)
            due.put_off(raw, held, objective_id, due.now_of(raw, self._simulated()))

    def _simulated(self) -> datetime | None:
        return None if self.executor.clock is None else self.executor.clock()
