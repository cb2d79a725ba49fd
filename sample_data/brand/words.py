"""Names, captions and comments for invented people; any likeness to real accounts is chance."""

import numpy as np

FIRST = (
    "Ada Aisha Alma Amara Anouk Arlo Astrid Bea Bianca Billie Bruno Carmen Cleo Dario Delia Edda Elio Elsa Enzo Esme Ezra Fern Finn "
    "Flora Frida Gia Greta Hana Hazel Ida Ines Iris Ivo Jada Jonas June Kaia Kenji Lena Leo Lila Linnea Lola Luca Maeve Malik Mara "
    "Mateo Maya Mila Mina Nadia Nell Nico Noor Nora Odette Olive Omar Oona Paloma Petra Priya Quinn Rafa Rania Remy Rhea Romy Rosa "
    "Ruben Sami Selma Sienna Silas Soren Tala Tess Theo Tilda Uma Vera Wanda Wren Yara Yuki Zadie Zara Zola"
).split()
LAST = (
    "Abbott Adeyemi Alder Arden Ashby Baptiste Barlow Becker Bellamy Birch Blanc Bristow Calloway Castell Cho Conti Costa Crane Dahl "
    "Darby Delgado Dove Duarte Eklund Ellery Falk Farrow Ferro Finch Fontaine Frost Gallo Garland Greco Hale Haas Hartley Hollis "
    "Ibarra Ilves Jansen Joshi Kade Keller Kimura Lark Laurent Lindqvist Loxley Lund Mansour Marsh Mercer Moreau Nakata Navarro "
    "Nilsen Novak Okafor Oduya Page Palmer Pereira Pike Quist Rao Reyes Ridley Rivera Rowan Sato Sayed Serrano Sloane Sorel Stein "
    "Strand Thorne Torres Vale Varga Vega Voss Wilder Winter Yates Zeller"
).split()
TOPICS = {
    "Skincare": ("skin", "glow", "skindiary"),
    "Beauty": ("beauty", "makeup", "lipstory"),
    "Sustainable living": ("lowwaste", "refill", "greenhome"),
    "Wellness": ("slow", "wellbeing", "calm"),
    "Home": ("athome", "interiors", "nest"),
    "Fashion": ("wears", "closet", "style"),
    "Food": ("cooks", "kitchen", "table"),
    "Fitness": ("moves", "runs", "strong"),
    "Travel": ("wanders", "away", "atlas"),
    "Parenting": ("mama", "family", "littleones"),
}
PRODUCTS = ("cleansing balm", "oat shampoo bar", "rosehip serum", "refill pouch", "hand cream", "scalp oil", "barrier cream", "clay mask")
SUBJECTS = (
    "Sunday reset", "morning light", "what I packed", "three things I learned", "a quiet week", "before and after", "the long version",
    "trying this again", "answering your questions", "small habits", "what stayed and what went", "one year on",
)  # fmt: skip
RELEVANT = (
    "Does the {product} work for dry winters too?", "I switched to the {product} in {month} and my skin calmed down",
    "How long does one {product} last you?", "The part about {subject} made me laugh, same here",
    "Ordered the {product} after your last video, {days} days to arrive", "Which shade is that top? And is the {product} scented?",
    "My sister has the {product}, she says it is worth it", "Could you show {subject} step by step next time?",
    "I disagree about the {product}, it was too rich for me", "Saving this for {month}, thank you for explaining it so clearly",
    "Is there a refill for the {product} in {country}?", "You said {days} minutes but it took me twice that",
    "The lighting in this one is so much better than {month}", "Been here since {subject}, so happy for you",
    "Can I use the {product} with retinol at night?", "What did you do with the empty {product} jar?",
    "Tried {subject} with my kids, chaos but fun", "{days} weeks in and I finally see a difference",
)  # fmt: skip
GENERIC = ("Nice!", "Great post!", "🔥🔥🔥", "Love this", "Amazing", "😍😍", "So cool", "Wow", "❤️❤️❤️", "Awesome content", "Beautiful", "👏👏", "Nice pic", "Perfect")
PRAISE = ("So good as always babe", "Obsessed with your content!!", "Yesss queen", "You never miss", "This is everything", "Goals", "Killing it again")
MONTHS = ("January", "March", "April", "June", "August", "October", "November")


def one_of(rng: np.random.Generator, choices: tuple[str, ...] | list[str]) -> str:
    """Return one of ``choices``, all equally likely."""
    return str(choices[int(rng.integers(len(choices)))])


def remark(rng: np.random.Generator) -> str:
    """Return a comment that answers the post it stands under."""
    return one_of(rng, RELEVANT).format(
        product=one_of(rng, PRODUCTS), subject=one_of(rng, SUBJECTS), month=one_of(rng, MONTHS),
        days=int(rng.integers(2, 30)), country=one_of(rng, ("Canada", "Spain", "Ireland", "Sweden", "Australia")),
    )  # fmt: skip


def caption(rng: np.random.Generator, sponsored: bool, brand: str, disclosed: bool) -> str:
    """Return a caption; a sponsored one names the brand and, when ``disclosed``, says that it is an ad."""
    subject = one_of(rng, SUBJECTS).capitalize()
    if not sponsored:
        return f"{subject}."
    return f"{'#ad ' if disclosed else ''}{subject} with the {brand} {one_of(rng, PRODUCTS)}."
