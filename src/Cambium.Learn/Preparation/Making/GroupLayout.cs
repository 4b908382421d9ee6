namespace Cambium.Learn;

/// <summary>Where the numbers of groups lie: group by group, in it column by column, in it statistic by statistic.</summary>
readonly record struct GroupLayout(int Columns, int Statistics)
{
    internal int Of(int group, int column, int statistic) => (((group * Columns) + column) * Statistics) + statistic;
}
