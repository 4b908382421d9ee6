namespace Cambium.Data;

/// <summary>Something wrong at a byte of the text; its line is counted only when it is reported.</summary>
/// <param name="Offset">The byte, from the start of the text.</param>
/// <param name="Describe">Makes the exception from the line.</param>
sealed record CsvFault(long Offset, Func<long, TableException> Describe)
{
    internal TableException Exception(SourceBytes bytes) => Describe(bytes.LineOf(Offset));
}
