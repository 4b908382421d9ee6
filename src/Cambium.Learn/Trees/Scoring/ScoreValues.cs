using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cambium.Learn;

/// <summary>
/// Values as a column's questions read them. Numbers end at <see cref="float.MaxValue"/>, infinite ones too, so that +∞ stands for a missing value that goes right, as −∞ does for one that
/// goes left: above, and not above, any threshold.
/// </summary>
static class ScoreValues
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Read(double value, in ScoreColumn column)
    {
        if (double.IsNaN(value))
        {
            return column.MissingLeft ? float.NegativeInfinity : float.PositiveInfinity;
        }

        var up = QuickScorer.RoundUp(value);
        return up > float.MaxValue ? float.MaxValue : up;
    }

    /// <summary>Reads many.</summary>
    internal static unsafe void Read(ReadOnlySpan<double> values, in ScoreColumn column, float* target)
    {
        var lanes = Vector512<float>.Count;
        var missing = Vector512.Create(column.MissingLeft ? float.NegativeInfinity : float.PositiveInfinity);
        var row = 0;
        for (; row <= values.Length - lanes; row += lanes)
        {
            var (low, high) = (Vector512.Create(values[row..]), Vector512.Create(values[(row + (lanes / 2))..]));
            var near = Vector512.Narrow(low, high);
            var below = Vector512.Narrow(Vector512.LessThan(Vector512.WidenLower(near), low).AsInt64(), Vector512.LessThan(Vector512.WidenUpper(near), high).AsInt64());

            // The next number up: one more in its bits where it is positive, one less where it is negative.
            var step = Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(near, Vector512<float>.Zero).AsInt32(), Vector512<int>.One, Vector512<int>.AllBitsSet);
            var up = (near.AsInt32() + (step & below)).AsSingle();
            var ended = Vector512.Min(up, Vector512.Create(float.MaxValue));
            Vector512.ConditionalSelect(Vector512.Equals(near, near), ended, missing).Store(target + row);
        }

        for (; row < values.Length; row++)
        {
            target[row] = Read(values[row], column);
        }
    }
}
