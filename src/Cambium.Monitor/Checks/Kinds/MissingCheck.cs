using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>At most a share of the values is missing.</summary>
sealed record MissingCheck(string Target) : RowCheck($"{Target}: missing", [Target])
{
    public override string Expected => Tolerance == 0 ? "no missing value" : $"at most {Figures.Share(Tolerance)} missing";

    private protected override Func<Table, Func<int, bool?>> Judging(CheckReferences references) => block =>
    {
        var validity = CheckedColumn.Of(block, Columns[0]).Validity;
        return row => validity[row];
    };
}
