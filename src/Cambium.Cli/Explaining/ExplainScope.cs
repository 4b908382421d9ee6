namespace Cambium.Cli;

/// <summary>What a method tells of.</summary>
enum ExplainScope
{
    /// <summary>The answer to one row.</summary>
    Row,

    /// <summary>The model as a whole.</summary>
    Model,

    /// <summary>Either.</summary>
    RowOrModel,
}
