namespace Cambium.Learn;

/// <summary>Whether numbers are in order.</summary>
static class SortedRuns
{
    /// <summary>Whether a number is below the one before it.</summary>
    internal static bool ContainsDescent(this Span<long> numbers)
    {
        for (var place = 1; place < numbers.Length; place++)
        {
            if (numbers[place] < numbers[place - 1])
            {
                return true;
            }
        }

        return false;
    }
}
