namespace Cambium.Data;

/// <summary>Which rows a join gives.</summary>
public enum JoinKind
{
    /// <summary>A row for every pair that matches.</summary>
    Inner,

    /// <summary>As <see cref="Inner"/>, and each left row that matches none, its right values missing.</summary>
    Left,

    /// <summary>Each left row that matches at least one, once, with the left columns alone.</summary>
    Semi,

    /// <summary>Each left row that matches none, with the left columns alone.</summary>
    Anti,
}
