namespace Cambium.Data;

/// <summary>What a <see cref="ColumnAssociation"/> measures, over the rows in which both columns have a value.</summary>
public enum AssociationKind
{
    /// <summary>How close two columns of numbers are to a straight line; of all rows.</summary>
    Pearson,

    /// <summary>How close two columns of numbers are to rising together, by ranks; of a sample of 10,000 rows where there are more.</summary>
    Spearman,

    /// <summary>
    /// How much the values of two columns tell of each other, of a sample of 10,000 rows where there are more; columns of at most 100 distinct values,
    /// one of which at least holds no numbers.
    /// Source: H. Cramér, "Mathematical Methods of Statistics", 1946, section 21.9.
    /// </summary>
    CramersV,
}
