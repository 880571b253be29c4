"""Random numbers are a function of seed, purpose and place."""

from itertools import product

from engine.randomness import Purpose, generator


def test_the_same_place_gives_the_same_numbers() -> None:
    first, second = (generator(1, Purpose.DROPOUT, 2, 3).random(5) for _ in range(2))
    assert (first == second).all()


def test_different_places_give_different_numbers() -> None:
    places = [(*place, ()) for place in product((1, 2), (Purpose.WEIGHTS, Purpose.DROPOUT))]
    numbers = {generator(seed, purpose).random() for seed, purpose, _ in places}
    numbers |= {generator(1, Purpose.DROPOUT, *where).random() for where in ((1,), (0, 1), (1, 1))}
    assert len(numbers) == len(places) + 3
