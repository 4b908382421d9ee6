namespace Cambium.Learn;

/// <summary>How scores of several classes or labels become one.</summary>
public enum Averaging
{
    /// <summary>The plain mean over the classes: rare ones count as much as common ones.</summary>
    Macro,

    /// <summary>Of the counts of all classes together: common classes weigh more. With one class a row, precision, recall and F1 are then the accuracy.</summary>
    Micro,

    /// <summary>The mean over the classes, each weighing as much as the rows that truly are of it.</summary>
    Weighted,

    /// <summary>The mean over the rows, each scored by its own labels. Only where a row may have several labels.</summary>
    Samples,
}
