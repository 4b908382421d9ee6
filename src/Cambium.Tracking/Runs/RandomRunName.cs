namespace Cambium.Tracking;

/// <summary>Names for runs and logged models that were given none: "brisk-otter-417".</summary>
static class RandomRunName
{
    const int MaxNumber = 1000;

    static readonly string[] Adjectives =
    [
        "able", "agile", "airy", "amber", "ample", "apt", "ardent", "astute", "auburn", "avid", "azure", "balmy", "blithe", "bold", "brave", "breezy", "bright",
        "brisk", "bronze", "calm", "candid", "capable", "careful", "cheery", "civil", "clean", "clear", "clever", "cobalt", "coral", "cosy", "crisp", "curious",
        "daring", "dapper", "deft", "dreamy", "dusky", "eager", "earnest", "easy", "even", "fair", "fancy", "fearless", "fine", "fleet", "fluent", "fond", "frank",
        "free", "fresh", "frosty", "gallant", "gentle", "gifted", "glad", "gleaming", "golden", "grand", "great", "hale", "handy", "happy", "hardy", "hazel",
        "honest", "humble", "ivory", "jaunty", "jolly", "jovial", "keen", "kind", "lively", "loyal", "lucid", "lucky", "lunar", "mellow", "merry", "mighty",
        "mild", "modest", "neat", "nimble", "noble", "olive", "open", "patient", "placid", "plucky", "polite", "proud", "quick", "quiet", "rapid", "rare", "ready",
        "regal", "robust", "rosy", "rugged", "rustic", "sage", "scarlet", "serene", "sharp", "silent", "silver", "sleek", "smart", "snug", "sober", "solar",
        "sound", "spry", "stable", "steady", "stellar", "sturdy", "sunny", "swift", "tidy", "tranquil", "trim", "true", "upbeat", "valiant", "vivid", "warm",
        "wise", "witty", "worthy", "zesty",
    ];

    static readonly string[] Animals =
    [
        "adder", "albatross", "alpaca", "anchovy", "ant", "antelope", "auk", "badger", "barbel", "bat", "bear", "beaver", "bee", "beetle", "bison", "bittern", "boar",
        "bream", "bull", "bunting", "buzzard", "camel", "caribou", "carp", "cat", "chamois", "cheetah", "chough", "clam", "cod", "colt", "condor", "coot",
        "cormorant", "cow", "crab", "crane", "cricket", "crow", "cuckoo", "curlew", "deer", "dingo", "dolphin", "dormouse", "dove", "duck", "dunlin", "eagle",
        "eel", "egret", "eider", "elk", "ermine", "falcon", "ferret", "finch", "fox", "frog", "gannet", "gazelle", "gecko", "gibbon", "goat", "goose", "grebe",
        "grouse", "gull", "hare", "hawk", "hedgehog", "heron", "herring", "hoopoe", "hornet", "horse", "ibex", "ibis", "impala", "jackal", "jackdaw", "jay",
        "kestrel", "kite", "kiwi", "lark", "lemming", "lemur", "linnet", "lion", "lizard", "llama", "lobster", "lynx", "macaw", "magpie", "mallard", "marmot",
        "marten", "mole", "moose", "moth", "mouse", "mule", "newt", "nightjar", "ocelot", "okapi", "oriole", "osprey", "otter", "owl", "oyster", "panda", "panther",
        "parrot", "partridge", "pelican", "perch", "petrel", "pheasant", "pike", "pipit", "plover", "pony", "porpoise", "puffin", "puma", "quail", "rabbit",
        "raven", "ray", "redstart", "reindeer", "robin", "rook", "salmon", "sandpiper", "seal", "serval", "shrew", "shrike", "skate", "skylark", "snail", "snipe",
        "sparrow", "spoonbill", "squid", "squirrel", "stag", "starling", "stoat", "stork", "sturgeon", "swallow", "swan", "swift", "tapir", "teal", "tern",
        "thrush", "tiger", "toad", "trout", "turtle", "vole", "vulture", "wagtail", "walrus", "warbler", "weasel", "whale", "wigeon", "wolf", "wombat",
        "woodcock", "wren", "yak", "zebra",
    ];

    /// <summary>Two words and a number below 1,000; not unique, only seldom the same.</summary>
    internal static string Next(Random random) =>
        $"{Adjectives[random.Next(Adjectives.Length)]}-{Animals[random.Next(Animals.Length)]}-{random.Next(MaxNumber)}";
}
