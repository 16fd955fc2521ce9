using SharingHub.Signer.Keeping;

namespace SharingHub.Signer.Tests.Keeping;

public sealed class SignerFolderTests : IDisposable
{
    private readonly GivenFolder _given = new();

    [Fact]
    public void The_first_start_makes_a_key_that_only_its_owner_can_read_and_later_ones_have_the_same()
    {
        string key;
        using (var folder = _given.Open())
        {
            key = folder.Signer.Key.ToString();
            folder.Last.Size.ShouldBe(0);
        }

        File.GetUnixFileMode(_given.Key).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.ReadAllText(Path.Combine(_given.Path, "log.vkey")).ShouldBe(key + "\n");
        using var again = _given.Open();
        again.Signer.Key.ToString().ShouldBe(key);
    }

    [Fact]
    public void A_second_signer_on_the_folder_is_refused()
    {
        using var first = _given.Open();
        Should.Throw<SignerFolderException>(() => _given.Open()).Message.ShouldContain("in use by another signer");
    }

    [Fact]
    public void A_key_that_forgot_what_it_signed_is_refused()
    {
        _given.Open().Dispose();
        File.Delete(_given.Last);
        Should.Throw<SignerFolderException>(() => _given.Open()).Message.ShouldContain("could sign a second history");
    }

    [Fact]
    public void A_lost_key_is_not_replaced_by_a_new_one_once_something_was_signed()
    {
        using (var folder = _given.Open())
            folder.Keep(GivenFolder.Request(GivenFolder.Tree(3), 0, 3).Checkpoint);
        File.Delete(_given.Key);
        Should.Throw<SignerFolderException>(() => _given.Open()).Message.ShouldContain("log.key is missing");
        File.Exists(_given.Key).ShouldBeFalse();
    }

    [Fact]
    public void A_first_start_that_ended_before_its_key_was_written_is_begun_again()
    {
        _given.Open().Dispose();
        File.Delete(_given.Key);
        using var folder = _given.Open();
        folder.Last.Size.ShouldBe(0);
    }

    [Fact]
    public void Another_logs_folder_is_refused()
    {
        _given.Open().Dispose();
        Should.Throw<SignerFolderException>(() => _given.Open("hub.example/ledger/1")).Message.ShouldContain("hub.example/ledger/0");
    }

    [Fact]
    public void A_key_that_others_can_read_is_refused()
    {
        _given.Open().Dispose();
        File.SetUnixFileMode(_given.Key, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Should.Throw<SignerFolderException>(() => _given.Open()).Message.ShouldContain("chmod 600");
    }

    [Theory]
    [InlineData("")]
    [InlineData("hub.example/ledger/0\n1\n")]
    [InlineData("hub.example/ledger/0\n01\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n")]
    public void A_torn_or_changed_last_is_refused_and_left_as_it_is(string text)
    {
        _given.Open().Dispose();
        File.WriteAllText(_given.Last, text);
        Should.Throw<SignerFolderException>(() => _given.Open()).Message.ShouldContain("is not what this program wrote");
        File.ReadAllText(_given.Last).ShouldBe(text);
    }

    public void Dispose() => _given.Dispose();
}
