namespace Cambium.Numerics;

/// <summary>The innermost part of a matrix product: a few rows and two vectors of columns, summed in registers.</summary>
/// <typeparam name="T">float or double.</typeparam>
unsafe interface IProductTile<T>
    where T : unmanaged
{
    /// <summary>The most rows.</summary>
    static abstract int Rows { get; }

    /// <summary>Columns.</summary>
    static abstract int Columns { get; }

    /// <summary>The height that a tile for so many rows has, at most <see cref="Rows"/>: not all heights are there.</summary>
    static abstract int HeightFor(int rows);

    /// <summary>C = alpha A B + beta C for one tile; where beta is 0, C is not read.</summary>
    /// <param name="height">A height that <see cref="HeightFor"/> gives.</param>
    /// <param name="depth">Terms of each sum.</param>
    /// <param name="a">depth × height numbers.</param>
    /// <param name="b">depth rows of <see cref="Columns"/> numbers.</param>
    /// <param name="bStride">From a row of b to the next.</param>
    /// <param name="c">height rows of <see cref="Columns"/> numbers.</param>
    /// <param name="cStride">From a row of c to the next.</param>
    /// <param name="scale">alpha and beta.</param>
    static abstract void Run(int height, nint depth, T* a, T* b, nint bStride, T* c, nint cStride, ProductScale<T> scale);
}
