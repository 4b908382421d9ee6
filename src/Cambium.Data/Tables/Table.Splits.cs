namespace Cambium.Data;

public sealed partial class Table
{
    /// <summary>Splits the rows at random, in their original order within each part.</summary>
    /// <param name="share">The share of rows in the first part, in (0, 1).</param>
    /// <param name="stratifyBy">Column whose values are to be as frequent in both parts as in the whole; null: none. A number column is stratified by its tenths.</param>
    /// <param name="groupBy">Column whose equal values all go to the same part (a patient, a household); null: none. Not together with <paramref name="stratifyBy"/>.</param>
    /// <param name="seed">The same seed gives the same split.</param>
    /// <exception cref="ArgumentException">A column is not there, or both ways are asked for.</exception>
    /// <exception cref="TableException">A part would be empty.</exception>
    public (Table First, Table Second) Split(double share, string? stratifyBy = null, string? groupBy = null, long seed = 0) => throw new NotImplementedException();

    /// <summary>Splits by time: the earlier rows first. Rows of one moment stay together.</summary>
    /// <param name="share">The share of rows in the first part, in (0, 1).</param>
    /// <param name="time">The column to order by: date-times or numbers, none missing.</param>
    /// <exception cref="ArgumentException">The column is not there or cannot be ordered.</exception>
    /// <exception cref="TableException">A part would be empty.</exception>
    public (Table First, Table Second) SplitByTime(double share, string time) => throw new NotImplementedException();

    /// <summary>Assigns each row to one of <paramref name="count"/> folds of nearly equal size.</summary>
    /// <returns>A fold from 0 to <paramref name="count"/> − 1 for each row.</returns>
    /// <inheritdoc cref="Split" path="/param|/exception"/>
    /// <param name="count">The number of folds, from 2 to the number of rows.</param>
    public int[] Folds(int count, string? stratifyBy = null, string? groupBy = null, long seed = 0) => throw new NotImplementedException();

    /// <summary>A fingerprint of names, types and values (SHA-256, 64 lower-case hex digits): equal tables have equal fingerprints, on any machine.</summary>
    public string Fingerprint() => throw new NotImplementedException();
}
