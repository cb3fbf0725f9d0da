namespace Reprise.Learning.Trees;

/// <summary>
/// A node of a flat tree. An inner node sends x[<see cref="Feature"/>] ≤ <see cref="Threshold"/> to node <see cref="Child"/>, else to the one after it;
/// children come after their parent. A leaf has feature −1 and <see cref="Child"/> is its row in the leaf values.
/// </summary>
internal readonly record struct TreeNode(double Threshold, int Feature, int Child)
{
    public const int Leaf = -1;
}
