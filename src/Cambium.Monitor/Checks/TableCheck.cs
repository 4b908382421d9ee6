using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Monitor;

/// <summary>One thing that must hold of a table. Made by the functions here; name and severity are set by <c>with</c>.</summary>
/// <remarks>A missing value breaks no check but <see cref="Missing"/>: say apart how much may be missing.</remarks>
public abstract partial record TableCheck
{
    private protected TableCheck(string name, EquatableArray<string> columns) => (Name, StandardName, Columns) = (name, name, columns);

    /// <summary>The name, unique among the checks of a table. Default made of the column and the kind, as "age: range". Not blank.</summary>
    public string Name { get; init => field = Check.NotBlank(value); }

    /// <summary>What it means where it does not hold. Default <see cref="CheckSeverity.Fail"/>.</summary>
    public CheckSeverity Severity { get; init => field = Check.Defined(value); } = CheckSeverity.Fail;

    /// <summary>The share of rows that may break a check of single rows. Default 0. Range [0, 1]. Checks that look at all rows together ignore it.</summary>
    public double Tolerance { get; init => field = Check.InRange(value, 0, 1); }

    /// <summary>The columns that it looks at.</summary>
    public EquatableArray<string> Columns { get; }

    /// <summary>What is expected, for people.</summary>
    public abstract string Expected { get; }

    /// <summary>The name that it has where nobody gave it one.</summary>
    internal string StandardName { get; }

    internal abstract CheckRun Start(CheckOptions options, CheckReferences references);
}
