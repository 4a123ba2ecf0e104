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
        acquisition of, adapt, add, analyse, analyze, announce, are live, assess, attend, automate,
        blueprint, bring to market, build, business case, buy, carry out, clean up, code, collect, come up
        with, compile, complete, completion, concept, conduct, configure, consolidate, construct, create,
        creation, customize, decommission, define, deliver, deploy, design, develop, develop a, digitise,
        digitize, distribute, do a, document, draft, draw up, equip, establish, evaluate, execute, file,
        finalise, finalize, finish, formulate, furnish, go live, guidelines, hold, host, implement,
        implementation, in place, in production, install, integrate, introduce, introduction, investigate,
        is available, is live, is open, is out, is public, is ready, kick off, launch, make available, map,
        migrate, migration, mockups, mvp, open, organise, organize, outline, outsource, pilot, playbook,
        poc, prepare, present, print, procure, procurement, produce, proof of concept, prototype, provide,
        publish, purchase, purchase of, put in place, put together, rebrand, record, redesign, redo,
        refactor, release, relocate, renovate, reorganise, reorganize, replace, restructure, review, revise,
        rewrite, roadmap, roll out, rollout, rollout of, run, scope, send, set out, set up, ship, shut down,
        sign off, specification, specify, standardise, standardize, start, submit, supply, train, transfer,
        translate, up and running, update, upgrade, whitepaper, wireframes, work out, write
    """),
    WordKind.KPI: _listed("""
        absences, absenteeism, accidents, active users, adherence, arr, attendance, attrition, availability,
        average order value, backlog, basket size, bookings, brand awareness, budget, bugs, cac, cash flow,
        churn, churn rate, click through rate, code coverage, complaints, conversion, conversion rate,
        costs, csat, customer acquisition cost, customer satisfaction, cycle time, dau, defects, donations,
        downloads, ebit, ebitda, effectiveness, efficiency, employee engagement, employee satisfaction,
        enps, enrolment, error rate, fill rate, first contact resolution, followers, gross margin,
        headcount, incidents, income, index, inventory, latency, lead time, lifetime value, ltv, margin,
        market share, market value, mau, memberships, mrr, mttr, net promoter score, nps, numbers,
        occupancy, on time arrivals, on time delivery, open rate, page views, pipeline, productivity,
        profit, profitability, punctuality, rate, ratio, recurring revenue, response time, retention,
        retention rate, return on equity, return on investment, revenue, roe, roi, sales, score, scrap,
        share of voice, sick leave, sla, spending, stock, subscribers, test coverage, throughput, tickets,
        traffic, turnover, uptime, users, utilisation, utilization, velocity, visitors, volume, wau, website
        traffic, yield
    """),
    WordKind.SLOGAN: _listed("""
        add value, amazing, awesome, best in class, best of breed, bleeding edge, create value,
        culture of excellence, culture of innovation, customer centric, customer first, customer focus,
        cutting edge, dynamic, ecosystem, excellence, excellent, first class, future proof, game changer,
        game changing, go the extra mile, great, highest quality, highest standards, holistic, innovative
        solutions, inspiring, leading edge, leverage, mindset, move the needle, next level, number one, one
        stop shop, one team, our values, outstanding, paradigm shift, passion, pioneer, powerhouse, premium,
        quality of life, raise the bar, reimagine, revolutionise, revolutionize, second to none, spirit,
        state of the art, superior, sustainable growth, synergies, synergy, the best, think big, thought
        leader, thought leadership, top quality, trusted partner, unparalleled, value add, vibrant, win win,
        world class
    """),
    WordKind.VAGUE: _listed("""
        advance, agile, attractive, be more, become, better, boost, broaden, closer, consolidate our,
        cultivate, decrease, deepen, digitalise, digitalize, drive, effective, efficient, embed, embrace,
        empower, encourage, enhance, expand, facilitate, focus on, foster, good, greater, grow, happy,
        harmonise, harmonize, higher, improve, improved, increase, intensify, live our, lower, maximise,
        maximize, minimise, minimize, modern, modernise, modernize, more, nurture, optimise, optimize,
        professionalise, professionalize, promote, raise, reduce, stabilise, stabilize, streamline,
        strengthen, stronger, support, transparent, work better, work on
    """),
    WordKind.ROUTINE: _listed("""
        administer, as usual, business as usual, carry on, continue, day to day, deal with, ensure,
        guarantee, handle, hold, keep an eye on, keep on, keep running, keep the, keep the lights on, keep
        up, look after, maintain, maintenance of, manage the, measure, monitor, operate, operation of,
        oversee, perform, process, provide, report, respond to, run the, safeguard, stay on top of, support
        the, sustain, take care of, track, watch
    """),
    WordKind.DIRECTION: _listed("""
        accelerate, achieve, adopt, answer, ask, attract, avoid, beat, become, begin, break, bring, build,
        calm, capture, carry, catch, change, clear, close, connect, convert, convince, crack, craft, create,
        cut, delight, detect, discover, double, draw, earn, ease, eliminate, end, enter, establish, evolve,
        expand, explore, feed, fight, fill, find, free, gain, get, give, go, halve, harden, heal, help,
        inspire, keep, know, launch, lead, learn, let, lift, love, lower, make, meet, modernize, move, open,
        outgrow, own, plant, prepare, prevent, protect, prove, put, rally, reach, rebuild, regain, reinvent,
        remove, repair, replace, restore, retain, rethink, save, scale, secure, sell, serve, shift, shorten,
        show, simplify, solve, speed, spread, stop, take, teach, transform, treble, triple, trust, turn,
        understand, unite, unlock, welcome, widen, win
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
