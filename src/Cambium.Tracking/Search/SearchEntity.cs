namespace Cambium.Tracking;

/// <summary>What a key of a filter or an order belongs to.</summary>
enum SearchEntity
{
    /// <summary>A column of the thing that is searched for.</summary>
    Attribute,

    /// <summary>Its latest metrics.</summary>
    Metric,

    /// <summary>Its parameters.</summary>
    Parameter,

    /// <summary>Its tags.</summary>
    Tag,

    /// <summary>The datasets that it read.</summary>
    Dataset,
}
