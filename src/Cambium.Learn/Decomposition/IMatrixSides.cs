namespace Cambium.Learn;

/// <summary>A matrix X of n rows and p columns that a few vectors are multiplied by, from either side.</summary>
interface IMatrixSides
{
    /// <summary>Vectors of p numbers, as rows, to vectors of n numbers: X v.</summary>
    void ToRows(double[] across, double[] along);

    /// <summary>Vectors of n numbers, as rows, to vectors of p numbers: Xᵀ v.</summary>
    void ToColumns(double[] along, double[] across);

    /// <summary>Vectors of p numbers, as rows, to XᵀX v in their place.</summary>
    void Round(double[] across);
}
