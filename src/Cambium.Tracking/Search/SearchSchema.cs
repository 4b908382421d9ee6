namespace Cambium.Tracking;

/// <summary>What can be searched by: the entities, by all names that they go by, and the attributes.</summary>
sealed class SearchSchema
{
    static readonly string[] NumberComparators = ["!=", "<", "<=", "=", ">", ">="];
    static readonly string[] TextComparators = ["!=", "=", "ILIKE", "LIKE"];
    static readonly string[] NameComparators = ["!=", "=", "IN", "NOT IN"];
    static readonly string[] ListComparators = [.. TextComparators, "IN", "NOT IN"];

    /// <summary>The entities by name; the first name of each is what messages call it.</summary>
    internal required IReadOnlyList<(string Name, SearchEntity Entity)> Entities { get; init; }

    /// <summary>The attributes.</summary>
    internal required IReadOnlyList<SearchField> Attributes { get; init; }

    /// <summary>Other names of attributes.</summary>
    internal IReadOnlyDictionary<string, string> Aliases { get; init; } = new Dictionary<string, string>();

    /// <summary>What datasets can be filtered by.</summary>
    internal IReadOnlyList<SearchField> DatasetFields { get; init; } = [];

    /// <summary>The key that stands in a filter.</summary>
    /// <exception cref="TrackingException">There is no such entity or attribute, or it cannot be filtered by.</exception>
    internal SearchKey KeyOfFilter(string text) => Key(text, field => field.IsFiltered);

    /// <summary>The key that stands in an order.</summary>
    /// <exception cref="TrackingException">There is no such entity or attribute, or it cannot be ordered by.</exception>
    internal SearchKey KeyOfOrder(string text)
    {
        var key = Key(text, field => field.IsOrdered);
        return key.Entity == SearchEntity.Dataset ? throw new TrackingException($"Invalid order_by key '{text}': datasets cannot be ordered by.") : key;
    }

    /// <summary>What messages call an entity.</summary>
    internal string NameOf(SearchEntity entity) => Entities.First(one => one.Entity == entity).Name;

    /// <summary>The comparators that a key can be used with.</summary>
    internal static IReadOnlyList<string> Comparators(SearchKey key) => key switch
    {
        { Entity: SearchEntity.Metric } or { Field.IsNumber: true } => NumberComparators,
        { Field.Stored: not null } => NameComparators,
        { Field.TakesLists: true } => ListComparators,
        _ => TextComparators,
    };

    SearchKey Key(string text, Func<SearchField, bool> isAllowed)
    {
        var (entityName, name) = Split(text);
        if (entityName is null)
        {
            return Attribute(name, isAllowed);
        }

        var found = Entities.Where(one => one.Name == entityName).ToList();
        if (found.Count == 0)
        {
            var names = Entities.DistinctBy(one => one.Entity).Select(one => $"'{one.Name}'");
            throw new TrackingException($"Invalid entity type '{entityName}'. Valid values are [{string.Join(", ", names)}]");
        }

        return found[0].Entity switch
        {
            SearchEntity.Attribute => Attribute(name, isAllowed),
            SearchEntity.Dataset => new SearchKey(SearchEntity.Dataset, name, Field(DatasetFields, name, "dataset", isAllowed)),
            var entity => new SearchKey(entity, name, null),
        };
    }

    SearchKey Attribute(string name, Func<SearchField, bool> isAllowed)
    {
        var field = Field(Attributes, Aliases.GetValueOrDefault(name, name), "attribute", isAllowed);
        return new SearchKey(SearchEntity.Attribute, field.Name, field);
    }

    static SearchField Field(IReadOnlyList<SearchField> fields, string name, string kind, Func<SearchField, bool> isAllowed) =>
        fields.FirstOrDefault(field => field.Name == name && isAllowed(field))
        ?? throw new TrackingException($"Invalid {kind} key '{name}' specified. Valid keys are '{SetOf(fields.Where(isAllowed).Select(field => field.Name))}'");

    /// <summary>A set as MLflow's messages write it.</summary>
    internal static string SetOf(IEnumerable<string> names) => $"{{{string.Join(", ", names.Select(name => $"'{name}'"))}}}";

    /// <summary>Entity and key of a text, divided by its first dot outside quotes.</summary>
    static (string? Entity, string Key) Split(string text)
    {
        var dot = text[0] is '"' or '`' ? text.IndexOf(text[0], 1) + 1 : text.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 || dot == text.Length ? (null, Unquoted(text)) : (Unquoted(text[..dot]), Unquoted(text[(dot + 1)..]));
    }

    static string Unquoted(string text) => text.Length >= 2 && text[0] is '"' or '`' && text.IndexOf(text[0], 1) == text.Length - 1 ? text[1..^1] : text;
}
