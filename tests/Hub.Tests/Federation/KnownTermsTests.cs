using SharingHub.Hub.Federation;
using SharingHub.Hub.Federation.Importing;
using SharingHub.V1;

namespace SharingHub.Hub.Tests.Federation;

public sealed class KnownTermsTests
{
    private readonly KnownTerms _known = new(most: 2);

    [Fact]
    public void A_revision_keeps_its_terms()
    {
        _known.Learn(GivenPeer.Agreement());
        _known.Learn(GivenPeer.Agreement());
        _known.Find(GivenPeer.AgreementId, 3).ShouldBe(GivenPeer.Agreement().Terms);

        Should.Throw<PeerRefusedException>(() => _known.Learn(GivenPeer.Agreement(a => a.Terms.Grants[0].Ceiling = Tlp.Red))).Message.ShouldContain("with other terms than before");
        _known.Find(GivenPeer.AgreementId, 3).ShouldBe(GivenPeer.Agreement().Terms);
    }

    [Fact]
    public void There_are_only_so_many_agreements_at_a_time()
    {
        _known.Learn(Another(1));
        _known.Learn(Another(2));
        Should.Throw<PeerRefusedException>(() => _known.Learn(Another(3))).Message.ShouldContain("more than 2 agreements");

        _known.Forget(Another(1).Id);
        _known.Learn(Another(3));
        _known.Find(Another(1).Id, 3).ShouldBeNull();
    }

    [Fact]
    public void Of_an_agreement_the_last_revisions_are_kept_and_an_earlier_one_is_past()
    {
        for (var revision = 1u; revision <= 100; revision++)
            _known.Learn(GivenPeer.Agreement(a => a.Revision = revision));

        _known.Find(GivenPeer.AgreementId, 100).ShouldNotBeNull();
        _known.Find(GivenPeer.AgreementId, 1).ShouldBeNull();
        _known.IsPast(GivenPeer.AgreementId, 1).ShouldBeTrue();
        _known.IsPast(GivenPeer.AgreementId, 100).ShouldBeFalse();
        _known.IsPast(Another(1).Id, 1).ShouldBeFalse();
    }

    [Fact]
    public void All_terms_together_have_a_size()
    {
        var words = new string('x', 40 * 1024 * 1024);
        _known.Learn(GivenPeer.Agreement(a => a.Terms.PermittedUse = words));
        Should.Throw<PeerRefusedException>(() => _known.Learn(GivenPeer.Agreement(a => (a.Revision, a.Terms.PermittedUse) = (4, words)))).Message.ShouldContain("bytes");
    }

    private static Agreement Another(int number) => GivenPeer.Agreement(a => a.Id = $"0190a8d2-0000-7000-8000-00000000010{number}");
}
