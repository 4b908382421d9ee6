namespace Cambium.Monitor;

/// <summary>Which types may stand for each other: 3 may come as a whole number or not, a text as a category or not.</summary>
enum ValueKind
{
    Number,
    Moment,
    Truth,
    Level,
    Vector,
}
