using NbaStudio.Live.Editing;

namespace NbaStudio.Tests.Live.Editing;

public sealed class EditStepsTests
{
    private readonly EditSteps<string> _steps = new();

    [Fact]
    public void Steps_BackAndForth_GoThroughWhatStoodThere()
    {
        _steps.Remember("a");
        _steps.Remember("b");

        _steps.Undo("c").ShouldBe("b");
        _steps.Undo("b").ShouldBe("a");
        _steps.Undo("a").ShouldBe("a", "there is nothing before it");
        (_steps.CanUndo, _steps.CanRedo).ShouldBe((false, true));
        _steps.Redo("a").ShouldBe("b");
        _steps.Redo("b").ShouldBe("c");
        _steps.CanRedo.ShouldBeFalse();
    }

    [Fact]
    public void Edits_OfTheSameFieldInARow_AreOneStep()
    {
        _steps.Remember("", "name");
        _steps.Remember("A", "name");
        _steps.Remember("An", "limit");
        _steps.Remember("An 3", "name");
        _steps.Part();
        _steps.Remember("Ann 3", "name");

        _steps.Undo("Anna 3").ShouldBe("Ann 3");
        _steps.Undo("Ann 3").ShouldBe("An 3");
        _steps.Undo("An 3").ShouldBe("An");
        _steps.Undo("An").ShouldBe("");
    }

    [Fact]
    public void Edit_AfterAStepBack_EndsTheWayForth()
    {
        _steps.Remember("a", "x");
        _steps.Undo("b").ShouldBe("a");
        _steps.Remember("a", "x");

        _steps.CanRedo.ShouldBeFalse();
        _steps.Undo("c").ShouldBe("a");
    }

    [Fact]
    public void Steps_BeyondTheMost_ForgetTheOldest()
    {
        for (var i = 0; i <= EditSteps<string>.Most; i++)
        {
            _steps.Remember($"{i}");
        }

        _steps.First.ShouldBe("1");
        _steps.Clear();
        _steps.CanUndo.ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => _steps.First);
    }
}
