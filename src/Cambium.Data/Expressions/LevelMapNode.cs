namespace Cambium.Data;

/// <summary>Turns the codes of a category into those of other levels.</summary>
sealed class LevelMapNode(Node value, int[] newCodes, string[] levels) : Node(ColumnType.Category)
{
    internal override string[] Levels { get; } = levels;

    /// <summary>Makes something of each level; levels of which the same is made become one, in the order of the first.</summary>
    internal static LevelMapNode Of(Node value, string[] levels, Func<string, string> map)
    {
        var places = new Dictionary<string, int>();
        var codes = Array.ConvertAll(levels, level =>
        {
            var mapped = map(level);
            if (!places.TryGetValue(mapped, out var place))
            {
                places.Add(mapped, place = places.Count);
            }

            return place;
        });
        return new LevelMapNode(value, codes, [.. places.Keys]);
    }

    internal override void Run(Frame frame, Lanes lanes)
    {
        var codes = frame.Run(value).Codes.Span[..frame.Length];
        var result = lanes.OwnCodes();
        for (var i = 0; i < codes.Length; i++)
        {
            result[i] = codes[i] < 0 ? CategoryColumn.MissingCode : newCodes[codes[i]];
        }
    }
}
