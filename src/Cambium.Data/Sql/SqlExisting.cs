namespace Cambium.Data;

/// <summary>What to do where the table to write is there already.</summary>
public enum SqlExisting
{
    /// <summary>Write nothing; the database's own error tells that the table is there.</summary>
    Fail,

    /// <summary>Add the rows; the columns are matched by name.</summary>
    Append,

    /// <summary>Drop the table and make it anew.</summary>
    Replace,
}
