package xbot.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatchTest {

    private final Watch watch = new Watch("old");

    @Test
    void tellsOfNewContentOnceTwoLooksAgree() {
        assertThat(watch.isNew("new")).isFalse();
        assertThat(watch.isNew("new")).isTrue();
        assertThat(watch.isNew("new")).isFalse();
    }

    @Test
    void waitsWhileContentChanges() {
        assertThat(watch.isNew("half")).isFalse();
        assertThat(watch.isNew("whole")).isFalse();
        assertThat(watch.isNew("whole")).isTrue();
    }

    @Test
    void looksPastContentThatIsInUse() {
        assertThat(watch.isNew("old")).isFalse();
        assertThat(watch.isNew("half")).isFalse();
        assertThat(watch.isNew("old")).isFalse();
        assertThat(watch.isNew("old")).isFalse();
    }

    @Test
    void tellsOfTheOldContentWhenItComesBack() {
        watch.isNew("new");
        watch.isNew("new");

        assertThat(watch.isNew("old")).isFalse();
        assertThat(watch.isNew("old")).isTrue();
    }
}
