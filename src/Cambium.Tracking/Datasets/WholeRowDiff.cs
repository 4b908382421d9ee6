using System.Runtime.InteropServices;
using Cambium.Data;

namespace Cambium.Tracking;

/// <summary>Compares rows without a key: a row that is there twice before and once after was removed once, and the last of equal rows are those that went.</summary>
sealed class WholeRowDiff(TableScan older, TableScan newer, CancellationToken cancellationToken) : TableDiff(older, newer, [], cancellationToken)
{
    readonly Dictionary<RowDigest, (int Left, int Matched)> _rows = [];

    /// <inheritdoc/>
    protected override void SeeOlder(Table block, int firstRow)
    {
        foreach (var digest in RowDigests.Of(block, Shared))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_rows, digest, out _).Left++;
        }

        Removed += block.RowCount;
    }

    /// <inheritdoc/>
    protected override void SeeNewer(Table block, int firstRow)
    {
        var digests = RowDigests.Of(block, Shared);
        for (var row = 0; row < digests.Length; row++)
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(_rows, digests[row]);
            if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref count) || count.Left == 0)
            {
                CountAdded(block, row, firstRow);
                continue;
            }

            count = (count.Left - 1, count.Matched + 1);
            Unchanged++;
        }
    }

    /// <inheritdoc/>
    protected override void End() => Removed -= Unchanged;

    /// <inheritdoc/>
    protected override IEnumerable<int> Gone(Table block, int firstRow)
    {
        var digests = RowDigests.Of(block, Shared);
        for (var row = 0; row < digests.Length; row++)
        {
            if (IsGone(digests[row]))
            {
                yield return row;
            }
        }
    }

    bool IsGone(RowDigest digest)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(_rows, digest);
        if (count.Matched == 0)
        {
            return true;
        }

        count.Matched--;
        return false;
    }
}
