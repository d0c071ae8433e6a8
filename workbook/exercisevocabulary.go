package workbook

// Capability is one of the core capabilities of the National Preparedness Goal (second
// edition, 2015), which objectives of an exercise are aligned with.
type Capability string

// Capabilities lists the 32 core capabilities in the order of the Goal: those of all mission
// areas first, then by mission area. Words under "capability.<code>".
func Capabilities() []Capability {
	return []Capability{
		"planning", "public-information-and-warning", "operational-coordination",
		"intelligence-and-information-sharing", "interdiction-and-disruption", "screening-search-and-detection",
		"forensics-and-attribution",
		"access-control-and-identity-verification", "cybersecurity", "physical-protective-measures",
		"risk-management-for-protection", "supply-chain-integrity-and-security",
		"community-resilience", "long-term-vulnerability-reduction", "risk-and-resilience-assessment",
		"threats-and-hazards-identification",
		"critical-transportation", "environmental-response", "fatality-management", "fire-management",
		"infrastructure-systems", "logistics-and-supply-chain-management", "mass-care", "mass-search-and-rescue",
		"on-scene-security", "operational-communications", "public-health-and-medical", "situational-assessment",
		"economic-recovery", "health-and-social-services", "housing", "natural-and-cultural-resources",
	}
}

// ExerciseRole is what somebody does in an exercise (HSEEP 2020, section 3).
type ExerciseRole string

// The roles; words under "exercise-role.<code>".
const (
	Facilitator ExerciseRole = "facilitator"
	Player      ExerciseRole = "player"
	Evaluator   ExerciseRole = "evaluator"
	Observer    ExerciseRole = "observer"
	Controller  ExerciseRole = "controller"
)

// ExerciseRoles lists the roles in the order in which they are asked for.
func ExerciseRoles() []ExerciseRole {
	return []ExerciseRole{Player, Facilitator, Evaluator, Observer, Controller}
}

// InjectType is the Event Type of the MSEL template.
type InjectType string

// The types of inject; words under "inject-type.<code>". All but Standard are played when the
// facilitator wants them and may have no time.
const (
	Standard    InjectType = "standard"    // delivered at its time
	Contingency InjectType = "contingency" // when players did not do what the story needs
	Adaptive    InjectType = "adaptive"    // follows from what players decided
	Complexity  InjectType = "complexity"  // makes it harder for players who are ahead
)

// InjectTypes lists the types of inject.
func InjectTypes() []InjectType { return []InjectType{Standard, Contingency, Adaptive, Complexity} }

// ObservationKind says what an observation is.
type ObservationKind string

// The kinds of observation; words under "observation.<code>".
const (
	Strength    ObservationKind = "strength"
	Improvement ObservationKind = "improvement" // an area for improvement
	Decision    ObservationKind = "decision"    // what players decided
	Quote       ObservationKind = "quote"       // what somebody said, without a name
)

// ObservationKinds lists the kinds of observation.
func ObservationKinds() []ObservationKind {
	return []ObservationKind{Strength, Improvement, Decision, Quote}
}

// Rating is how an objective or a capability target was performed, by the letter of the
// Exercise Evaluation Guide.
type Rating string

// The ratings; words under "rating.<code>". No rating is empty.
const (
	PerformedWell   Rating = "P" // without challenges
	SomeChallenges  Rating = "S" // with some challenges
	MajorChallenges Rating = "M" // with major challenges
	UnableToPerform Rating = "U"
)

// Ratings lists the ratings, the best first.
func Ratings() []Rating {
	return []Rating{PerformedWell, SomeChallenges, MajorChallenges, UnableToPerform}
}

// Disproves reports whether a rating says that what a school counts on did not hold.
func (r Rating) Disproves() bool { return r == MajorChallenges || r == UnableToPerform }

// Part is a part of a tabletop exercise, which the modules that are drafted stand for.
type Part string

// Parts lists the parts of a tabletop in order: warning and prevention; initial response;
// reunification, surge and recovery.
func Parts() []Part { return []Part{"warning", "response", "recovery"} }

// Theme is what an inject or a discussion question is about.
type Theme string

// Themes lists the themes.
func Themes() []Theme {
	return []Theme{
		"warning", "access", "communication", "command", "counting", "families", "medical", "media", "recovery",
	}
}
