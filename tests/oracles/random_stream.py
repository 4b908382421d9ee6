"""Prints the numbers that RandomStreamTests expects: xoshiro256** seeded by SplitMix64, written from the papers. Python 3, no packages."""

WORD = (1 << 64) - 1


def rotate(x, k):
    return ((x << k) | (x >> (64 - k))) & WORD


def split_mix(state):
    state = (state + 0x9E3779B97F4A7C15) & WORD
    z = state
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & WORD
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & WORD
    return state, z ^ (z >> 31)


def stream(seed):
    state = seed & WORD
    s = []
    for _ in range(4):
        state, word = split_mix(state)
        s.append(word)
    while True:
        yield (rotate((s[1] * 5) & WORD, 7) * 9) & WORD
        t = (s[1] << 17) & WORD
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotate(s[3], 45)


def fork(seed, key):
    _, word = split_mix((seed & WORD) ^ rotate((key * 0x9E3779B97F4A7C15) & WORD, 29))
    return word


for seed in (0, 42, -1):
    numbers = stream(seed)
    print(seed, [f"0x{next(numbers):016X}" for _ in range(4)])
numbers = stream(fork(42, 7))
print("42 forked by 7", [f"0x{next(numbers):016X}" for _ in range(2)])
