using System.Globalization;
using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>
/// A column that holds a vector of mostly zeros in each row, all of one width, as counts of words or hashed features give. One such column is as many
/// features to a learner as it is wide.
/// </summary>
public sealed class SparseColumn : Column
{
    /// <summary>Makes a column without missing rows. The matrix is kept, not copied.</summary>
    /// <param name="name">The column's name, not empty.</param>
    /// <param name="matrix">One vector a row.</param>
    /// <param name="featureNames">What each place of the vectors is called: none, or as many distinct names as the matrix has columns.</param>
    /// <exception cref="ArgumentException">The names are neither none nor as many as the width, or one comes twice.</exception>
    public SparseColumn(string name, CsrMatrix matrix, EquatableArray<string> featureNames = default)
        : this(name, matrix, featureNames, AllValid(matrix))
    {
    }

    /// <summary>Makes a column. The matrix is kept, not copied.</summary>
    /// <param name="name">The column's name, not empty.</param>
    /// <param name="matrix">One vector a row; a missing row has no entries.</param>
    /// <param name="featureNames">What each place of the vectors is called: none, or as many distinct names as the matrix has columns.</param>
    /// <param name="validity">Which rows hold a vector.</param>
    /// <exception cref="ArgumentException">The parts do not fit each other.</exception>
    public SparseColumn(string name, CsrMatrix matrix, EquatableArray<string> featureNames, Validity validity)
        : this(name, matrix, validity, featureNames)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.RowCount != validity.Length)
        {
            throw new ArgumentException($"Column '{name}' has {matrix.RowCount} vectors but validity for {validity.Length} rows.", nameof(validity));
        }

        if (featureNames.Count != 0 && featureNames.Count != matrix.ColumnCount)
        {
            throw new ArgumentException(
                $"Column '{name}' is {matrix.ColumnCount} wide but names {featureNames.Count} features; name all of them, or none.", nameof(featureNames));
        }

        if (featureNames.Distinct().Count() != featureNames.Count)
        {
            throw new ArgumentException($"Column '{name}' names a feature twice.", nameof(featureNames));
        }

        for (var row = 0; !validity.AllValid && row < matrix.RowCount; row++)
        {
            if (!validity[row] && matrix.RowIndices(row).Length > 0)
            {
                throw new ArgumentException($"Column '{name}', row {row}: the row is missing but has entries.", nameof(validity));
            }
        }
    }

    // The parts are known to fit.
    SparseColumn(string name, CsrMatrix matrix, Validity validity, EquatableArray<string> featureNames)
        : base(name, ColumnType.Sparse, validity)
    {
        Matrix = matrix;
        FeatureNames = featureNames;
    }

    /// <summary>A column without missing rows whose names are known to be distinct and as many as the matrix is wide, or none.</summary>
    internal static SparseColumn Known(string name, CsrMatrix matrix, EquatableArray<string> featureNames) => new(name, matrix, AllValid(matrix), featureNames);

    /// <summary>One vector a row; a missing row has no entries.</summary>
    public CsrMatrix Matrix { get; }

    /// <summary>The width of the vectors: how many features the column is.</summary>
    public int Width => Matrix.ColumnCount;

    /// <summary>What each place of the vectors is called; empty where the places have no names.</summary>
    public EquatableArray<string> FeatureNames { get; }

    /// <inheritdoc/>
    public override SparseColumn Rename(string name) => new(name, Matrix, Validity, FeatureNames);

    /// <inheritdoc/>
    public override SparseColumn Slice(int start, int length)
    {
        CheckSlice(start, length);
        return new SparseColumn(Name, Matrix.Slice(start, length), Validity.Slice(start, length), FeatureNames);
    }

    /// <inheritdoc/>
    public override SparseColumn Take(ReadOnlySpan<int> rows) => new(Name, Matrix.Take(rows), Validity.Take(rows), FeatureNames);

    /// <summary>A row's entries as "place:number" with a space between, by name where there are names; the empty string where the row is missing or all zeros.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row is outside the column.</exception>
    public override string Format(int row)
    {
        CheckRow(row);
        var indices = Matrix.RowIndices(row);
        var values = Matrix.RowValues(row);
        var entries = new string[indices.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = string.Create(CultureInfo.InvariantCulture, $"{NameOf(indices[i])}:{values[i]:R}");
        }

        return string.Join(' ', entries);
    }

    /// <summary>What a place of the vectors is called: its name, or its number from 0 where it has none.</summary>
    internal string NameOf(int feature) => FeatureNames.Count > 0 ? FeatureNames[feature] : feature.ToString(CultureInfo.InvariantCulture);

    static Validity AllValid(CsrMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return Validity.All(matrix.RowCount);
    }
}
