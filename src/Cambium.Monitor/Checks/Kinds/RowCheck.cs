using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>A check of single rows.</summary>
abstract record RowCheck(string Label, EquatableArray<string> Of) : TableCheck(Label, Of)
{
    internal sealed override CheckRun Start(CheckOptions options, CheckReferences references) => new RowCheckRun(this, Judging(references), options);

    /// <summary>Given a block, tells of a row whether the check holds; null where it does not apply.</summary>
    private protected abstract Func<Table, Func<int, bool?>> Judging(CheckReferences references);
}
