"""The words that lints go by: English ones to begin with, to which organizations and teams add their own."""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class WordKind(StrEnum):
    """What a word gives away. ``output``: work done. ``kpi``: a figure that is watched anyway. ``slogan``: praise
    without content. ``vague``: better, but not by how much. ``routine``: business as usual. ``direction``: verbs
    that say where to."""

    OUTPUT = "output"
    KPI = "kpi"
    SLOGAN = "slogan"
    VAGUE = "vague"
    ROUTINE = "routine"
    DIRECTION = "direction"


Words = Mapping[WordKind, frozenset[str]]
"""Words and phrases by what they give away, each as ``domain.lint.text.tokens`` has it, joined by spaces."""

Said = Mapping[WordKind, Mapping[str, bool]]
"""What one scope says: word -> whether it was added (true) or removed (false)."""


def _listed(text: str) -> frozenset[str]:
    return frozenset(" ".join(each.split()) for each in text.split(","))


ENGLISH: Words = {
    WordKind.OUTPUT: _listed("""
        launch, ship, release, deliver, build, implement, develop, create, deploy, roll out, rollout,
        publish, write, design, redesign, rebrand, migrate, migration, introduce, introduction,
        implementation, finalize, finalise, finish, complete, completion, document, conduct, organize,
        organise, prepare, prototype, integrate, automate, establish, set up, upgrade, install, add,
        produce, draft, define, hold, host, run, present, kick off, start, execute, carry out, train,
        refactor, rewrite, replace, configure, code, construct, print, record, send, open, set out, provide,
        go live, is live, are live, is public, is ready, is available, is open, is out, in production, in
        place, up and running
    """),
    WordKind.KPI: _listed("""
        nps, net promoter score, csat, customer satisfaction, employee satisfaction, enps, employee
        engagement, revenue, recurring revenue, mrr, arr, turnover, sales, bookings, pipeline, profit,
        ebitda, margin, gross margin, market share, churn, churn rate, retention, retention rate,
        conversion, conversion rate, uptime, availability, sla, response time, latency, error rate, active
        users, dau, wau, mau, traffic, website traffic, page views, visitors, downloads, followers, open
        rate, click through rate, lead time, cycle time, throughput, velocity, test coverage, code coverage,
        defects, bugs, incidents, tickets, mttr, average order value, basket size, customer acquisition
        cost, cac, lifetime value, ltv, headcount, utilization, utilisation, absenteeism, attrition, on time
        delivery, first contact resolution, inventory
    """),
    WordKind.SLOGAN: _listed("""
        world class, best in class, best of breed, state of the art, cutting edge, leading edge, bleeding
        edge, next level, game changer, game changing, excellence, excellent, the best, number one, synergy,
        synergies, leverage, create value, add value, value add, thought leader, thought leadership,
        customer centric, customer first, culture of innovation, culture of excellence, innovative
        solutions, paradigm shift, holistic, great, awesome, amazing, outstanding, superior, unparalleled,
        future proof, win win, move the needle, think big, one team, go the extra mile, passion
    """),
    WordKind.VAGUE: _listed("""
        improve, enhance, optimize, optimise, strengthen, foster, increase, decrease, boost, promote,
        encourage, support, drive, advance, better, more, become, streamline, enable, empower, improved,
        stronger, facilitate, maximize, maximise, minimize, minimise, reduce, raise, grow, focus on, work
        on, intensify
    """),
    WordKind.ROUTINE: _listed("""
        maintain, continue, operate, administer, handle, perform, ensure, process, track, monitor, measure,
        report, watch, sustain, manage the, run the, keep the, keep up, keep running, keep on, support the,
        provide, oversee, maintenance of, business as usual, as usual, keep the lights on, day to day,
        operation of
    """),
    WordKind.DIRECTION: _listed("""
        accelerate, achieve, adopt, answer, ask, attract, avoid, beat, become, begin, break, bring, build,
        calm, capture, catch, change, clear, close, convert, convince, create, cut, delight, detect,
        discover, double, earn, ease, eliminate, end, enter, establish, evolve, expand, explore, find, free,
        gain, get, give, go, halve, harden, help, inspire, keep, know, launch, lead, learn, let, lift,
        lower, make, modernize, move, open, outgrow, own, prepare, prevent, prove, reach, rebuild, regain,
        reinvent, remove, repair, replace, restore, rethink, retain, save, scale, secure, sell, serve,
        shift, shorten, show, simplify, solve, speed, spread, stop, take, teach, transform, treble, triple,
        turn, understand, unlock, unite, welcome, widen, win
    """),
}


def effective(layers: Iterable[Said]) -> Words:
    """The words in force, of what each scope says; the most general first, the nearest has the last word."""
    words = {kind: set(listed) for kind, listed in ENGLISH.items()}
    for layer in layers:
        for kind, said in layer.items():
            for word, added in said.items():
                (words[kind].add if added else words[kind].discard)(word)
    return {kind: frozenset(listed) for kind, listed in words.items()}
